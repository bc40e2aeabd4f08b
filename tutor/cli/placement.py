"""The placement as text: its questions, then the answers to compare with, and what the learner's own said in the tutor."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cli.context import Desk
from tutor.course.placement import Advice, lesson_of
from tutor.course.prose import Prose, Quiz
from tutor.text.prose import prose_lines
from tutor.text.verdicts import GOOD, TO_DO, painted, paragraph


def placement_lines(desk: Desk, questions: Prose) -> Iterator[str]:
    """The answers stand behind all questions, so that none is read by accident."""
    yield painted(questions.title, "1", desk.terminal)
    yield ""
    yield from prose_lines(questions.intro, desk.terminal)
    yield ""
    for quiz in questions.quizzes:
        yield from question(desk, quiz)
    yield painted(desk.words("cli.placement.answers"), "1", desk.terminal)
    yield ""
    for quiz in questions.quizzes:
        yield from _answer(desk, quiz)
    study = desk.study_if_any
    yield from (line for one in (study.advice() if study else ()) for line in _advised(desk, one))
    yield desk.words("cli.placement.foot")


def question(desk: Desk, quiz: Quiz) -> Iterator[str]:
    """A question with its choices, or with a line to write on."""
    yield painted(quiz.question, "1", desk.terminal)
    yield from (f"  ( ) {choice.answer}" for choice in quiz.choices)
    if quiz.answer is not None:
        yield "  = ____"
    yield ""


def _answer(desk: Desk, quiz: Quiz) -> Iterator[str]:
    right = quiz.answer or next(choice.answer for choice in quiz.choices if choice.right)
    yield from paragraph(desk.words("cli.placement.answer", answer=right, lesson=lesson_of(quiz)), desk.terminal, "  ")
    yield from paragraph(quiz.question, desk.terminal, "      ")
    yield ""


def _advised(desk: Desk, one: Advice) -> Iterator[str]:
    mark, key = (TO_DO, "cli.placement.worth") if one.worth_doing else (GOOD, "placement.not")
    title = desk.catalog.title(one.lesson, desk.words.language)
    yield f"{mark.on(desk.terminal)} {one.lesson} - {title}: {desk.words(key)}"
    if one.worth_doing:
        yield from paragraph(one.why, desk.terminal, "  ")
    yield ""
