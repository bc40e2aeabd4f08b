"""Messages in a language: keys with facts become sentences. The catalogues stand in `locale/<language>/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePath
from string import Formatter
from typing import Any

import tutor
from tutor.characters import asks_for_width, clean
from tutor.course.prose import Prose
from tutor.model import Message

ENDS = (".", "?", "!", "。", "？", "！")
CONTINUED = ("mended", "mended.two", "known.two", "known.left")  # `what` is a sentence, and others follow
FALLBACK = "en"


def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of a language, by key."""
    return {key: text for file in _files(language) for key, text in _sentences(file).items()}


@cache
def sentence(language: str, key: str) -> str | None:
    """One sentence, from the first catalogue that has it. Of its file nothing else is parsed: the thousand others would
    take a command longer than all that it says."""
    for file in _files(language):
        begin = _text(file).find(f'\n"{key}" = ') + 1
        if begin:
            line = _text(file)[begin : _text(file).index("\n", begin)]
            return str(tomllib.loads(line)[key])
    return None


@cache
def _files(language: str) -> tuple[Path, ...]:
    """The words of the screens first: the first paint waits for them and for no others."""
    folder = Path(tutor.__file__ or "").with_name("locale") / language
    return tuple(sorted(folder.glob("*.toml"), key=lambda file: (file.stem != "ui", file.stem)))


def _sentences(file: Path) -> Mapping[str, str]:
    return {key: str(value) for key, value in tomllib.loads(_text(file)).items()}


@cache
def _text(file: Path) -> str:
    """Each sentence on a line of its own, with an end of a line before and after it."""
    return f"\n{file.read_text('utf-8')}\n"


class Words:
    """The sentences of one language, with English behind it, and a lesson's own words for its mistakes."""

    def __init__(self, language: str = FALLBACK, prose: Prose | None = None) -> None:
        self.language = language
        self._prose = prose

    def of(self, prose: Prose) -> Words:
        """The same language beside a lesson's words."""
        return Words(self.language, prose)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of a key; the key itself where there is none."""
        template = sentence(self.language, key) or sentence(FALLBACK, key)
        return fill(template, facts) if template is not None else key

    def has_nudge(self, mistake: str | None) -> bool:
        """Whether the lesson has a hint for this very mistake."""
        return bool(mistake and self._prose and self._prose.nudge(mistake))

    def say(self, message: Message) -> str:
        """A message as a sentence; messages among its facts are said first."""
        if message.key == "mistake" and self._prose:
            return one_paragraph(self._prose.mistake(str(message.facts["key"])) or str(message.facts["key"]))
        if message.key == "note.beyond" and self._prose:
            told = self._prose.beyond(str(message.facts.get("variable", "")), str(message.facts.get("case", "")))
            message = self._with_told(message, one_paragraph(told)) if told else message
        facts = {name: self.say(v) if isinstance(v, Message) else v for name, v in message.facts.items()}
        if message.key in CONTINUED and not str(facts["what"]).rstrip().endswith(ENDS):
            facts["what"] = self("sentence.ended", said=facts["what"])
        return self(message.key, **facts)

    def _with_told(self, note: Message, told: str) -> Message:
        """A note, and behind it what the lesson says; a message that does not end as a sentence does is ended first."""
        said = note.facts["message"]
        whole = (self.say(said) if isinstance(said, Message) else str(said)).rstrip().endswith(ENDS)
        return Message("note.beyond.told" if whole else "note.beyond.told.open", {**note.facts, "told": told})


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


class _Sentence(Formatter):
    """`{lessons:lesson|lessons}` is the number and, after it, the word that goes with 1 or with any other;
    `{lessons:|lesson|lessons}` is the word alone."""

    def format_field(self, value: object, format_spec: str) -> str:
        before, *words = format_spec.rsplit("|", 2)
        match words:
            case [many]:
                return f"{value} {before if value == 1 else many}"
            case [one, many] if not before:
                return one if value == 1 else many
        return str(super().format_field(value, format_spec))


def fill(template: str, facts: Mapping[str, Any]) -> str:
    """Put facts into a template; a fact that is missing or does not fit its format is shown as it stands.

    Facts may be anybody's texts, names of files among them: none of their characters acts on a terminal.
    """
    if asks_for_width(template):
        return template
    shown = {name: clean(str(fact)) if isinstance(fact, (str, PurePath)) else fact for name, fact in facts.items()}
    try:
        return _Sentence().vformat(template, (), _Facts(shown))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return template


def one_paragraph(text: str) -> str:
    """Lines of a paragraph joined; a blank line stays."""
    return "\n\n".join(" ".join(part.split("\n")) for part in text.strip().split("\n\n"))
