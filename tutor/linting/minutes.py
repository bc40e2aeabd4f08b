"""The minutes that a lesson states are those that its words and lines take, by one rule for all lessons:

- read: the words of all that is read by default (introduction, steps, predictions, questions with their answers and the one
  explanation), numbers and code among them, at 200 a minute;
- code: one minute a line to write; a lesson of questions has none;
- more: the words that stay folded until somebody asks (whys, Python, the derivation), at the same pace. They are stated
  beside the others and are no part of the sum.

Whole minutes, rounded up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutor.course.catalog import read_text
from tutor.course.lines import own_lines
from tutor.course.prose import Prose, Quiz
from tutor.course.solving import filled_in, solving_blocks
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

WORDS_A_MINUTE = 200
MORE = ("Why", "Python", "Derivation")


def minutes(lesson: Lesson, prose: Prose) -> Iterator[Flaw]:
    """Stated minutes that the counts do not bear out."""
    stated, counted = (*lesson.minutes, lesson.more_minutes), counted_minutes(lesson, prose)
    for name, said, wanted in zip(("read", "code", "more"), stated, counted, strict=True):
        if said != wanted:
            fault = f"states {said} minutes under {name}; its words and lines take {wanted}"
            yield Flaw("minutes", f"{lesson.id}/lesson.toml", fault, f"write minutes.{name} = {wanted}")


def counted_minutes(lesson: Lesson, prose: Prose) -> tuple[int, int, int]:
    """Minutes to read, to code, and for what is folded, by the rule above."""
    folded = [f"{section.title}\n{section.body}" for kind in MORE for section in prose.of(kind)]
    return _reading(_by_default(prose)), _coding(lesson, prose), _reading(folded)


def _by_default(prose: Prose) -> Iterator[str]:
    yield prose.intro
    yield from (f"{section.title}\n{section.body}" for section in prose.of("Step"))
    yield from (f"{asked.question}\n{asked.explanation}" for asked in prose.predictions)
    yield from map(_asked, prose.quizzes)


def _asked(quiz: Quiz) -> str:
    """A question, its choices, and the one explanation that is read."""
    right = next((choice.explanation for choice in quiz.choices if choice.right), quiz.explanation)
    return "\n".join([quiz.question, *(choice.answer for choice in quiz.choices), right])


def _reading(texts: Iterable[str]) -> int:
    words = (word for text in texts for word in text.split())
    return math.ceil(sum(any(sign.isalnum() for sign in word) for word in words) / WORDS_A_MINUTE)


def _coding(lesson: Lesson, prose: Prose) -> int:
    """The lines that the last hints write, else those of the model answer that the stub lacks."""
    if lesson.kind == "quiz":
        return 0
    solution, stub = (read_text(Path(lesson.folder) / name) for name in ("solution.py", "stub.py"))
    blocks = solving_blocks(prose)
    return own_lines(filled_in(stub, blocks) if blocks else solution, stub)
