"""A lesson's words: one Markdown file a language, cut at its `## Kind key: title` markers.

The markers stay English in every language, so that a step, a hint or a mistake has the same key everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

KINDS = ("Step", "Quiz", "Hint", "Mistake", "Beyond", "Milestone", "Why", "Python", "Label", "Derivation", "Both books")

_MARKER = re.compile(r"^## (" + "|".join(KINDS) + r")(?: ([A-Za-z0-9_.-]+))?(?:: (.*))?$")
_CHOICE = re.compile(r"^- \[([ x])\] (.*)$")


class BadProse(ValueError):
    """A lesson's Markdown that cannot be read: line and fault."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(f"line {line}: {fault}")
        self.line = line
        self.fault = fault


class Section(NamedTuple):
    """Everything under one marker. `line`: where the marker stands, counted from 1."""

    kind: str
    key: str
    title: str
    body: str
    line: int


class QuizOption(NamedTuple):
    """One answer of a quiz, and what to say to whoever picks it."""

    right: bool
    answer: str
    explanation: str


class Quiz(NamedTuple):
    """A question: with choices, or with an answer to type."""

    key: str
    question: str
    choices: tuple[QuizOption, ...] = ()
    answer: str | None = None
    explanation: str = ""


class Prose(NamedTuple):
    """All words of a lesson in one language."""

    title: str
    intro: str
    sections: tuple[Section, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    labels: Mapping[str, str] = {}

    def of(self, kind: str) -> tuple[Section, ...]:
        """The sections of one kind, in order."""
        return tuple(section for section in self.sections if section.kind == kind)

    @property
    def hints(self) -> tuple[str, ...]:
        return tuple(section.body for section in self.of("Hint"))

    def mistake(self, key: str) -> str | None:
        """The words for a known mistake."""
        return next((section.body for section in self.of("Mistake") if section.key == key), None)

    def beyond(self, *subjects: str) -> str | None:
        """The words for a check of more than the page asks: of the section whose title a case or a variable begins with."""
        of_subject = (s.body for name in subjects for s in self.of("Beyond") if s.title and name.startswith(s.title))
        return next(of_subject, None)


def title_of(text: str) -> str:
    """The title alone, without reading the rest."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return first[2:].strip() if first.startswith("# ") else ""


def parse(text: str) -> Prose:
    """Raises BadProse for an unknown marker, a key that is missing or used twice, a quiz without a right answer."""
    title = title_of(text)
    if not title:
        raise BadProse(1, "the first line is no title; write `# Title`")
    intro, sections = _cut(text)
    _no_key_twice(sections)
    quizzes = tuple(_quiz(section) for section in sections if section.kind == "Quiz")
    labels = {section.key: section.title for section in sections if section.kind == "Label"}
    return Prose(title, intro, sections, quizzes, labels)


def _cut(text: str) -> tuple[str, tuple[Section, ...]]:
    lines = text.lstrip("\ufeff").splitlines()
    marks = [(number, _marker(number + 1, lines[number])) for number in _headings(lines)]
    ends = [*(number for number, _ in marks), len(lines)][1:]
    sections = tuple(
        Section(kind, key, title, _body(lines[number + 1 : end]), number + 1)
        for (number, (kind, key, title)), end in zip(marks, ends, strict=True)
    )
    first = marks[0][0] if marks else len(lines)
    return _body(lines[1:first]), sections


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
    seen: set[tuple[str, str]] = set()
    for section in sections:
        if (section.kind, section.key) in seen:
            raise BadProse(section.line, f"`## {section.kind} {section.key}` stands twice; give each its own key")
        seen.add((section.kind, section.key))


def _quiz(section: Section) -> Quiz:
    choices = tuple(_choices(section))
    typed = re.search(r"^Answer: (.+)$", section.body, re.M)
    if typed:
        return Quiz(section.key, section.title, (), typed[1].strip(), section.body[typed.end() :].strip())
    if sum(choice.right for choice in choices) != 1:
        raise BadProse(section.line, "a quiz needs exactly one `- [x]` answer, or a line `Answer: ...`")
    return Quiz(section.key, section.title, choices)


def _choices(section: Section) -> Iterator[QuizOption]:
    """`- [x] answer. Explanation`: the answer is the first sentence; lines that follow, indented or not, go on with it."""
    blocks: list[tuple[bool, list[str]]] = []
    for line in section.body.splitlines():
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
