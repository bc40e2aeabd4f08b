"""The course's terms, each in one sentence: looked up by name, or found in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.catalog import BadLesson, read_toml


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `words`: the forms under which a text mentions it; `ja`: its Japanese name."""

    id: str
    term: str
    sentence: str
    symbol: str = ""
    ja: str = ""
    sentence_ja: str = ""
    words: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """The sentence in a language, English where there is none."""
        return (self.sentence_ja if language == "ja" else "") or self.sentence


def load(folder: Path) -> tuple[Term, ...]:
    """The terms of a course folder, in their order. Raises BadLesson for an entry without id, term or sentence."""
    file = folder / "glossary.toml"
    if not file.exists():
        return ()
    return tuple(_term(file, entry) for entry in read_toml(file).get("terms", []))


def _term(file: Path, entry: dict[str, object]) -> Term:
    missing = [name for name in ("id", "term", "sentence") if not isinstance(entry.get(name), str)]
    if missing:
        raise BadLesson(file, f"the term {entry.get('id', entry)} has no {missing[0]}", f'write {missing[0]} = "..."')
    words = entry.get("words", ())
    texts = {name: str(entry.get(name, "")) for name in ("id", "term", "sentence", "symbol", "ja", "sentence_ja")}
    return Term(**texts, words=tuple(map(str, words)) if isinstance(words, Sequence) else ())


def mentioned(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """The terms that a text mentions, the first mentioned first."""
    places = {term: _first_mention(term, text) for term in terms}
    found = [(place, term.id, term) for term, place in places.items() if place is not None]
    return tuple(term for _, _, term in sorted(found, key=lambda item: item[:2]))


def _first_mention(term: Term, text: str) -> int | None:
    names = [re.escape(word) for word in (*term.words, term.term)]
    inside = re.search(rf"(?<![\w-])({'|'.join(names)})(?![\w-])", text)
    places = [match.start() for match in (inside,) if match]
    if term.ja and (place := text.find(term.ja.split("（")[0])) >= 0:
        places.append(place)
    return min(places, default=None)
