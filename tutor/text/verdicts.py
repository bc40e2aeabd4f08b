"""Verdicts as plain text: for pipes, screen readers and terminals without a full screen.

Colour is never alone: every mark has its character, every outcome its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from tutor.model import HeatMap, Lesson, Outcome, Verdict
from tutor.text.messages import Words
from tutor.text.stages import Reached, stages

READABLE = 100  # columns; longer lines are hard to follow
PRINTS_SHOWN = 20  # lines


class Paper(NamedTuple):
    """What is written on. utf8: characters beyond ASCII can be shown; colour: ANSI colours are understood and wanted."""

    utf8: bool = True
    colour: bool = False
    width: int = 80


class OutcomeSign(NamedTuple):
    """A sign with its stand-in for ASCII, and its colour."""

    sign: str
    ascii: str
    colour: str

    def on(self, paper: Paper) -> str:
        return painted(self.sign if paper.utf8 else self.ascii, self.colour, paper)


GOOD, BAD, TO_DO, UNREACHED = (
    OutcomeSign("✓", "+", "32"),
    OutcomeSign("✗", "x", "31"),
    OutcomeSign("○", "o", "33"),
    OutcomeSign("·", ".", "2"),
)
REACHED = {
    Reached.RIGHT: GOOD,
    Reached.WRONG: BAD,
    Reached.OPEN: TO_DO,
    Reached.UNCLEAR: TO_DO,
    Reached.NOTED: GOOD,  # the note is told by itself
    Reached.NOT_REACHED: UNREACHED,
}
MARKS = {Outcome.PASSED: GOOD, Outcome.UNFINISHED: TO_DO, Outcome.INCONCLUSIVE: TO_DO}


def painted(text: str, code: str, paper: Paper) -> str:
    """Text in an ANSI colour, where there are colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if paper.colour else text


def verdict_lines(lesson: Lesson, verdict: Verdict, words: Words, paper: Paper) -> Iterator[str]:
    """Outcome, stages, the one thing to look at, the gradient that disagrees, notes, prints."""
    mark = MARKS.get(verdict.outcome, BAD)
    yield f"{mark.on(paper)} {painted(words(f'outcome.{verdict.outcome}'), '1', paper)} - {lesson.id}"
    yield "  " + _stages(lesson, verdict, words, paper)
    yield ""
    yield from paragraph(_said(verdict, words), paper)
    yield from _heat(verdict.heat, words, paper)
    yield from _notes(verdict, words, paper)
    yield from _prints(verdict, words)
    yield ""
    yield words("plain.foot", seed=verdict.seed, seconds=verdict.seconds)


def paragraph(text: str, paper: Paper, indent: str = "", *, whole_words: bool = False) -> Iterator[str]:
    """Text in lines that fit; paragraphs stay apart. whole_words: none is broken, even if it is longer than a line."""
    width = max(20, min(paper.width, READABLE) - 1)
    for number, part in enumerate(text.split("\n\n")):
        if number:
            yield ""
        yield from _wrapped(part, width, indent, whole_words)


def _wrapped(text: str, width: int, indent: str, whole_words: bool) -> Sequence[str]:
    """Japanese has no blanks to break at, and two cells a character."""
    if not _wide(text):
        split = not whole_words
        lines = wrap(text, width - len(indent), break_long_words=split, break_on_hyphens=split)
        return [indent + line for line in lines] or [""]
    from tutor.text.line_breaking import filled  # and all that knows how wide characters are

    return [indent + line for line in filled(text, width - len(indent))]


def _wide(text: str) -> bool:
    return any("\u2e80" <= character <= "\uffef" for character in text)


def _said(verdict: Verdict, words: Words) -> str:
    said = words.say(verdict.message)
    place = verdict.place
    if not place or str(place.line) in said:
        return said
    return words("plain.stopped-at" if verdict.mistake else "plain.at-line", line=place.line, message=said)


def _stages(lesson: Lesson, verdict: Verdict, words: Words, paper: Paper) -> str:
    """Each stage with its mark."""
    return "  ".join(f"{REACHED[how].on(paper)} {words(f'stage.{stage}')}" for stage, how in stages(verdict, lesson.kind))


def _notes(verdict: Verdict, words: Words, paper: Paper) -> Iterator[str]:
    if verdict.notes:
        yield ""
        yield words("plain.notes")
    for note in verdict.notes:
        first, *rest = paragraph(words.say(note), paper, "    ")
        yield f"  - {first.lstrip()}"
        yield from rest


def _prints(verdict: Verdict, words: Words) -> Iterator[str]:
    lines = verdict.prints.splitlines()
    if not lines:
        return
    yield ""
    yield words("plain.prints")
    yield from (f"  | {line}" for line in lines[:PRINTS_SHOWN])
    lost = sum(map(len, lines[PRINTS_SHOWN:])) + verdict.prints_lost
    if lost:
        yield words("plain.prints-lost", lost=lost)


def _heat(heat: HeatMap | None, words: Words, paper: Paper) -> Iterator[str]:
    if heat is None:
        return
    from tutor.text.matrices import comparison_lines

    titles = tuple(words(f"plain.{key}") for key in ("yours", "numerical", "difference"))
    yield ""
    yield from comparison_lines(heat, titles, paper.width)
