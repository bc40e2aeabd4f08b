"""The minutes that a lesson states are those that its words and lines take.

The rule, the same for all lessons, so that a learner who knows their own pace can trust the sum:

- read: the introduction, the steps and the questions, at 130 words a minute: half the pace of a novel, since every number is
  to be followed. A line of numbers or code takes 4 seconds, a formula 15, a question 30 beside its words.
- code: the lines of the model answer that the stub lacks, at 40 seconds each, and a minute to begin with. A lesson of
  questions has none.

Both in whole minutes, rounded up. What is stated may be one minute off, or a fifth: counts do not know how hard a line is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from tutor.course.catalog import read_text
from tutor.course.lines import own_lines
from tutor.course.prose import Prose, Quiz
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

WORDS_A_MINUTE = 130
SECONDS = {"line": 4, "formula": 15, "question": 30, "own line": 40, "beginning": 60}
SLACK_MINUTES, SLACK_SHARE = 1, 0.2

_FORMULA = re.compile(r"\$\$.+?\$\$", re.S)
_FENCED = re.compile(r"^```.*?^```", re.M | re.S)
_INDENTED = re.compile(r"^(?: {4}|\t).*$", re.M)


def minutes(lesson: Lesson, prose: Prose) -> Iterator[Flaw]:
    """Stated minutes that the counts do not bear out."""
    for name, stated, counted in zip(("read", "code"), lesson.minutes, counted_minutes(lesson, prose), strict=True):
        if abs(stated - counted) > max(SLACK_MINUTES, SLACK_SHARE * counted):
            fault = f"states {stated} minutes to {name}; its words and lines take {counted}"
            yield Flaw("minutes", f"{lesson.id}/lesson.toml", fault, f"write minutes.{name} = {counted}")


def counted_minutes(lesson: Lesson, prose: Prose) -> tuple[int, int]:
    """Minutes to read and to code by the rule above."""
    return math.ceil(_reading(prose) / 60), math.ceil(_coding(lesson) / 60)


def _reading(prose: Prose) -> float:
    """Seconds."""
    texts = [prose.intro, *(section.body for section in prose.of("Step"))]
    questions = [_asked(quiz) for quiz in prose.quizzes]
    return sum(map(_seconds, [*texts, *questions])) + SECONDS["question"] * len(questions)


def _asked(quiz: Quiz) -> str:
    """A question, its choices, and the one explanation that is read."""
    right = next((choice.explanation for choice in quiz.choices if choice.right), quiz.explanation)
    return "\n".join([quiz.question, *(choice.answer for choice in quiz.choices), right])


def _seconds(markdown: str) -> float:
    formulas, fenced = _FORMULA.findall(markdown), _FENCED.findall(markdown)
    words = _FENCED.sub("", _FORMULA.sub("", markdown))
    lines = [*_INDENTED.findall(words), *(line for block in fenced for line in block.splitlines()[1:-1])]
    count = len(_INDENTED.sub("", words).split())
    shown = sum(bool(line.strip()) for line in lines)
    return 60 * count / WORDS_A_MINUTE + SECONDS["formula"] * len(formulas) + SECONDS["line"] * shown


def _coding(lesson: Lesson) -> float:
    """Seconds."""
    if lesson.kind == "quiz":
        return 0
    solution, stub = (read_text(Path(lesson.folder) / name) for name in ("solution.py", "stub.py"))
    return SECONDS["beginning"] + SECONDS["own line"] * own_lines(solution, stub)
