"""`gradlings solution`: the model answer, for those who have passed, or insist."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import NOT_PASSED, PASSED
from tutor.cli.context import Desk
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("--spoil", action="store_true", help=words("cli.help.spoil"))


def run(desk: Desk, given: Namespace) -> int:
    wanted = desk.exercise(given.lesson)
    if not given.spoil and not _passed(desk, wanted.id):
        desk.say("cli.solution.not-yet", lesson=wanted.id)
        return NOT_PASSED
    desk.print(desk.catalog.text(wanted.id, "solution.py").splitlines())
    return PASSED


def _passed(desk: Desk, lesson: str) -> bool:
    study = desk.study_if_any
    progress = study.progress().get(lesson) if study else None
    return progress is not None and progress.passed
