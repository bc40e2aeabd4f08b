"""`gradlings solution`: the model answer, for those who have passed, or insist."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import NOT_PASSED, PASSED
from tutor.cli.context import CommandContext
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("--spoil", action="store_true", help=words("cli.help.spoil"))


def run(context: CommandContext, given: Namespace) -> int:
    wanted = context.exercise(given.lesson)
    if not given.spoil and not _passed(context, wanted.id):
        context.say("cli.solution.not-yet", lesson=wanted.id)
        return NOT_PASSED
    context.print(context.catalog.text(wanted.id, "solution.py").splitlines())
    return PASSED


def _passed(context: CommandContext, lesson: str) -> bool:
    learner = context.study_if_any
    progress = learner.progress().get(lesson) if learner else None
    return progress is not None and progress.passed
