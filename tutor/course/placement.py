"""The placement: a few questions that say which lessons of the first part are worth doing. It marks nothing as passed.

Its words stand in `placement.<language>.md` beside the lessons: a quiz `<lesson>-1` asks what that lesson teaches, and
`## Why <lesson>` says what the lesson is good for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tutor.course.catalog import words_beside
from tutor.course.prose import Prose, Quiz
from tutor.storage.records import QuizAnswer

PLACEMENT = "placement"  # the name under which answers are kept, where a lesson has its id


class Advice(NamedTuple):
    """Whether a lesson is worth doing. `missed`: its questions that were answered wrongly; `why`: what it is good for."""

    lesson: str
    missed: tuple[Quiz, ...] = ()
    why: str = ""

    @property
    def worth_doing(self) -> bool:
        return bool(self.missed)


def load(folder: Path, language: str) -> Prose | None:
    """The questions of a course, English where there is no such language; None if it has none. Raises BadLesson."""
    return words_beside(folder, PLACEMENT, language)


def lesson_of(quiz: Quiz) -> str:
    """The lesson that a question is taken from."""
    return quiz.key.rpartition("-")[0]


def latest(answers: Iterable[QuizAnswer]) -> dict[str, bool]:
    """Whether the last answer to each question was right. Answers: the oldest first."""
    return {given.quiz: given.correct for given in answers}


def advice(prose: Prose, answers: Mapping[str, bool]) -> tuple[Advice, ...]:
    """One for each lesson asked about, in order; none before every question is answered."""
    if any(quiz.key not in answers for quiz in prose.quizzes):
        return ()
    whys = {section.key: section.title for section in prose.of("Why")}
    return tuple(_advice(lesson, prose, answers, whys) for lesson in dict.fromkeys(map(lesson_of, prose.quizzes)))


def _advice(lesson: str, prose: Prose, answers: Mapping[str, bool], whys: Mapping[str, str]) -> Advice:
    asked = (quiz for quiz in prose.quizzes if lesson_of(quiz) == lesson)
    return Advice(lesson, tuple(quiz for quiz in asked if not answers[quiz.key]), whys.get(lesson, ""))
