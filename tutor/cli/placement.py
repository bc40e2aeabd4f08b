"""The placement as text: its questions, then the answers to compare with, and what the learner's own said in the tutor."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cli.context import CommandContext
from tutor.course.placement import Advice, lesson_of
from tutor.course.prose import Prose, Quiz
from tutor.course.quizzes import shuffled
from tutor.text.prose import prose_lines
from tutor.text.verdicts import GOOD, TO_DO, painted, paragraph


def placement_lines(context: CommandContext, questions: Prose) -> Iterator[str]:
    """The answers stand behind all questions, so that none is read by accident."""
    yield painted(questions.title, "1", context.terminal)
    yield ""
    yield from prose_lines(questions.intro, context.terminal)
    yield ""
    for quiz in questions.quizzes:
        yield from question(context, quiz)
    yield painted(context.words("cli.placement.answers"), "1", context.terminal)
    yield ""
    for quiz in questions.quizzes:
        yield from _answer(context, quiz)
    learner = context.study_if_any
    yield from (line for one in (learner.advice() if learner else ()) for line in _advised(context, one))
    yield context.words("cli.placement.foot")


def question(context: CommandContext, quiz: Quiz) -> Iterator[str]:
    """A question with its choices, in the order of this visit, or with a line to write on."""
    yield from (painted(line, "1", context.terminal) for line in paragraph(quiz.question, context.terminal))
    yield from (f"  ( ) {choice.answer}" for choice in shuffled(quiz, context.visit).choices)
    if quiz.answer is not None:
        yield "  = ____"
    yield ""


def _answer(context: CommandContext, quiz: Quiz) -> Iterator[str]:
    right = quiz.answer or next(choice.answer for choice in quiz.choices if choice.right)
    yield from paragraph(context.words("cli.placement.answer", answer=right, lesson=lesson_of(quiz)), context.terminal, "  ")
    yield from paragraph(quiz.question, context.terminal, "      ")
    yield ""


def _advised(context: CommandContext, one: Advice) -> Iterator[str]:
    mark, key = (TO_DO, "cli.placement.worth") if one.worth_doing else (GOOD, "placement.not")
    title = context.catalog.title(one.lesson, context.words.language)
    yield f"{mark.on(context.terminal)} {one.lesson} - {title}: {context.words(key)}"
    if one.worth_doing:
        yield from paragraph(one.why, context.terminal, "  ")
    yield ""
