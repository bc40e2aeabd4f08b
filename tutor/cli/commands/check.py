"""`gradlings check`: one text, one verdict."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tutor.cli.arguments import add_json, add_lesson_or_next, add_path, seed
from tutor.cli.checking import Answer, checked, own_answer
from tutor.cli.codes import passing
from tutor.cli.context import CommandContext, has_code
from tutor.cli.faults import unusable
from tutor.cli.questions import check_questions
from tutor.cli.report import report, report_end
from tutor.cli.texts import text_of
from tutor.model import Lesson, Message
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson_or_next(parser, words)
    add_path(parser, "--file", words("cli.help.file"))
    parser.add_argument("--seed", type=seed, metavar="N", help=words("cli.help.seed"))
    parser.add_argument("--gpu", action="store_true", help=words("cli.help.gpu"))
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    over = given.file is not None or _over(context)
    status = _check(context, given)
    if not over and _over(context) and not given.as_json:
        report_end(context)
    return status


def _over(context: CommandContext) -> bool:
    """Whether the course is done; nothing is opened for it that is not there."""
    learner = context.study_if_any
    return learner is not None and learner.finished()


def _check(context: CommandContext, given: Namespace) -> int:
    if given.lesson is not None and given.file is None and not has_code(context.lesson(given.lesson)):
        return passing(check_questions(context, context.lesson(given.lesson), as_json=given.as_json))
    wanted = context.exercise(given.lesson)
    answer = _other(wanted, given.file) if given.file else own_answer(context, wanted)
    if given.gpu:
        _with_gpu(context)
    verdict = context.loop.run(
        context.catalog,
        lambda assessor: checked(assessor, answer, given.seed, context.looking_for_reason),
        gpu=given.gpu,
    )
    if given.file is None:
        context.learner.remember(wanted, answer.text, verdict)
    report(context, wanted, verdict, as_json=given.as_json)
    return passing(verdict.passed)


def _with_gpu(context: CommandContext) -> None:
    """Say what confinement is given up for CuPy. Raises Unusable where there is no GPU, and says what would help."""
    from engine import backend
    from tutor.cli.gpu import advice, drivers, why_none

    try:
        backend.gpu()
    except backend.NoGpu as fault:
        raise unusable("cli.check.no-gpu", why=why_none(fault), advice=advice(drivers())) from None
    context.warn(Message("cli.check.gpu"))


def _other(lesson: Lesson, file: Path) -> Answer:
    """A file from anywhere, on model answers: the same verdict on every machine."""
    return Answer(lesson, text_of(file), file.name, None)
