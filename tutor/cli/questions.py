"""A lesson of questions alone: which of them are answered. They are answered in the tutor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.cli.checking import go_to
from tutor.cli.context import CommandContext
from tutor.cli.report import as_object
from tutor.course.prose import Quiz
from tutor.model import Lesson, Message, Outcome, Verdict
from tutor.text.verdicts import GOOD, MARKS, TO_DO, painted, paragraph


def check_questions(context: CommandContext, lesson: Lesson, *, as_json: bool) -> bool:
    """Tell which questions are open; True if none is."""
    go_to(context.learner, lesson)
    quizzes = context.catalog.prose(lesson.id, context.words.language).quizzes
    verdict = standing(context, lesson)
    if as_json:
        context.print_json(as_object(verdict, context.words))
    else:
        context.print(_lines(context, verdict, quizzes))
    return verdict.passed


def standing(context: CommandContext, lesson: Lesson) -> Verdict:
    """Passed, or unfinished with a note for each question that is open."""
    quizzes = context.catalog.prose(lesson.id, context.words.language).quizzes
    open_ones = [quiz for quiz in quizzes if quiz.key in context.learner.open_questions(lesson.id)]
    if not open_ones:
        return Verdict(lesson.id, Outcome.PASSED, None, Message("cli.questions.answered", {"total": len(quizzes)}), seed=0)
    message = Message("cli.questions.open", {"open": len(open_ones), "total": len(quizzes)})
    notes = tuple(Message("cli.questions.one", {"key": quiz.key, "question": quiz.question}) for quiz in open_ones)
    return Verdict(lesson.id, Outcome.UNFINISHED, None, message, seed=0, notes=notes)


def _lines(context: CommandContext, verdict: Verdict, quizzes: Sequence[Quiz]) -> Iterator[str]:
    paper, words = context.terminal, context.words
    open_ones = {note.facts["key"] for note in verdict.notes}
    mark = MARKS.get(verdict.outcome, TO_DO)
    yield f"{mark.on(paper)} {painted(words(f'outcome.{verdict.outcome}'), '1', paper)} - {verdict.lesson}"
    yield ""
    for quiz in quizzes:
        sign = (TO_DO if quiz.key in open_ones else GOOD).on(paper)
        first, *rest = paragraph(quiz.question, paper, "    ")
        yield f"  {sign} {first.lstrip()}"
        yield from rest
    yield ""
    yield from paragraph(words.say(verdict.message), paper)
