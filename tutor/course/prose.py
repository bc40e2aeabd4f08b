"""A lesson's words: one Markdown file a language, cut at its `## Kind key: title` markers.

The markers stay English in every language, so that a step, a hint or a mistake has the same key everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tutor.characters import clean

KINDS = (
    *("Step", "Predict", "Quiz", "Stage", "Hint", "Mistake", "Nudge", "Beyond", "Milestone", "Why", "Python", "Label"),
    *("Derivation", "Both books"),
)

_MARKER = re.compile(r"^## (" + "|".join(KINDS) + r")(?: ([A-Za-z0-9_.-]+))?(?:: (.*))?$")
_CHOICE = re.compile(r"^- \[([ x])\] (.*)$")
_ABOUT = re.compile(r"^About: (\S+)\n?", re.M)


class BadProse(ValueError):
    """A lesson's Markdown that cannot be read: line and fault."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(f"line {line}: {fault}")
        self.line = line
        self.fault = fault


class Section(NamedTuple):
    """Everything under one marker. `line`: where the marker is, from 1. `stage`: of a hint below a stage's marker."""

    kind: str
    key: str
    title: str
    body: str
    line: int
    stage: str = ""

    @property
    def marker(self) -> str:
        """The section by its marker, as authors are told of it."""
        return f"## {self.kind} {self.key}".rstrip() + (f" (stage {self.stage})" if self.stage else "")


class QuizOption(NamedTuple):
    """One answer of a quiz, and what to say to whoever picks it."""

    right: bool
    answer: str
    explanation: str


class Quiz(NamedTuple):
    """A question: with choices, or with an answer to type. `about`: the earlier lesson that it asks about, if one."""

    key: str
    question: str
    choices: tuple[QuizOption, ...] = ()
    answer: str | None = None
    explanation: str = ""
    about: str = ""


class Prediction(NamedTuple):
    """A question to answer before running. `observation`: what the learner's own run is asked for afterwards, by its name;
    `of_shape`: for its shape, not its value."""

    key: str
    question: str
    observation: str
    of_shape: bool
    explanation: str = ""


class Prose(NamedTuple):
    """All words of a lesson in one language."""

    title: str
    intro: str
    sections: tuple[Section, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    labels: Mapping[str, str] = {}
    predictions: tuple[Prediction, ...] = ()

    def of(self, kind: str) -> tuple[Section, ...]:
        """The sections of one kind, in order."""
        return tuple(section for section in self.sections if section.kind == kind)

    @property
    def hints(self) -> tuple[str, ...]:
        return tuple(section.body for section in self.of("Hint"))

    def mistake(self, key: str) -> str | None:
        """The words for a known mistake."""
        return next((section.body for section in self.of("Mistake") if section.key == key), None)

    def nudge(self, key: str) -> str | None:
        """What to look at first when this mistake has been named."""
        return next((section.body for section in self.of("Nudge") if section.key == key), None)

    def beyond(self, *subjects: str) -> str | None:
        """The words for a check of more than the page asks: of the section whose title a case or a variable begins with."""
        of_subject = (s.body for name in subjects for s in self.of("Beyond") if s.title and name.startswith(s.title))
        return next(of_subject, None)


def title_of(text: str) -> str:
    """The title alone, without reading the rest."""
    first = clean(text.lstrip("\ufeff").split("\n", 1)[0])
    return first[2:].strip() if first.startswith("# ") else ""


def parse(text: str) -> Prose:
    """Raises BadProse for an unknown marker, a key that is missing or used twice, a quiz without a right answer,
    a prediction without a value to compare with."""
    text = clean(text)
    title = title_of(text)
    if not title:
        raise BadProse(1, "the first line is no title; write `# Title`")
    intro, sections = _cut(text)
    _no_key_twice(sections)
    quizzes = tuple(_quiz(section) for section in sections if section.kind == "Quiz")
    labels = {section.key: section.title for section in sections if section.kind == "Label"}
    predictions = tuple(_prediction(section) for section in sections if section.kind == "Predict")
    return Prose(title, intro, sections, quizzes, labels, predictions)


def _cut(text: str) -> tuple[str, tuple[Section, ...]]:
    lines = text.lstrip("\ufeff").splitlines()
    marks = [(number, _marker(number + 1, lines[number])) for number in _headings(lines)]
    ends = [*(number for number, _ in marks), len(lines)][1:]
    sections = tuple(
        Section(kind, key, title, _body(lines[number + 1 : end]), number + 1)
        for (number, (kind, key, title)), end in zip(marks, ends, strict=True)
    )
    first = marks[0][0] if marks else len(lines)
    return _body(lines[1:first]), tuple(_staged(sections))


def _staged(sections: Iterable[Section]) -> Iterator[Section]:
    """The hints right below a stage's marker are that stage's."""
    stage = ""
    for section in sections:
        stage = section.key if section.kind == "Stage" else stage if section.kind == "Hint" else ""
        yield section._replace(stage=stage if section.kind == "Hint" else "")


def _headings(lines: list[str]) -> Iterator[int]:
    fenced = False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith("## ") and not fenced:
            yield number


def _body(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def _marker(line: int, text: str) -> tuple[str, str, str]:
    match = _MARKER.match(text.rstrip())
    if not match:
        raise BadProse(line, f"`{text}` is no marker; write `## Kind key: title` with a kind of {', '.join(KINDS)}")
    kind, key, title = match[1], match[2] or "", match[3] or ""
    if not key and kind not in ("Derivation", "Both books"):
        raise BadProse(line, f"`{text}` has no key; write `## {kind} some-key`")
    return kind, key, title


def _no_key_twice(sections: tuple[Section, ...]) -> None:
    seen: set[str] = set()
    for section in sections:
        if section.marker in seen:
            raise BadProse(section.line, f"`## {section.kind} {section.key}` stands twice; give each its own key")
        seen.add(section.marker)


def _quiz(section: Section) -> Quiz:
    about = _ABOUT.search(section.body)
    body = _ABOUT.sub("", section.body)
    choices = tuple(_choices(body))
    quiz = Quiz(section.key, section.title, choices, about=about[1] if about else "")
    typed = re.search(r"^Answer: (.+)$", body, re.M)
    if typed:
        return quiz._replace(choices=(), answer=typed[1].strip(), explanation=body[typed.end() :].strip())
    if sum(choice.right for choice in choices) != 1:
        raise BadProse(section.line, "a quiz needs exactly one `- [x]` answer, or a line `Answer: ...`")
    return quiz


def _prediction(section: Section) -> Prediction:
    """`Value: N=3/db/value shape`: the name of an observation, blanks and all, and `shape` behind it where that is asked."""
    found = re.search(r"^Value: (.+?)( shape)?$", section.body, re.M)
    if not found or not section.title:
        raise BadProse(section.line, "a prediction needs a question, and a line such as `Value: N=3/db/value shape`")
    return Prediction(section.key, section.title, found[1].strip(), bool(found[2]), section.body[found.end() :].strip())


def _choices(body: str) -> Iterator[QuizOption]:
    """`- [x] answer. Explanation`: the answer is the first sentence; lines that follow, indented or not, go on with it."""
    blocks: list[tuple[bool, list[str]]] = []
    for line in body.splitlines():
        match = _CHOICE.match(line)
        if match:
            blocks.append((match[1] == "x", [match[2]]))
        elif blocks and line.strip():
            blocks[-1][1].append(line.strip())
    for right, lines in blocks:
        answer, _, explanation = _first_sentence(" ".join(lines))
        yield QuizOption(right, answer, explanation)


def _first_sentence(text: str) -> tuple[str, str, str]:
    for end in ("。", ". "):
        if end in text:
            answer, _, rest = text.partition(end)
            return answer.strip(), end, rest.strip()
    return text.rstrip("."), "", ""
