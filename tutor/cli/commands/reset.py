"""`gradlings reset`: the stub again; what was there before stays in the history."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)


def run(desk: Desk, given: Namespace) -> int:
    wanted, study = desk.exercise(given.lesson), desk.durable()
    study.open_lesson(wanted.id)
    path, stub = study.path_of(wanted.id), desk.catalog.text(wanted.id, "stub.py")
    saved = study.workspace.reset(study.key(wanted.id), path, stub, study.store)
    for notice in saved.notices:
        desk.warn(notice)
    desk.say("cli.reset.done", path=path, lesson=wanted.id)
    return PASSED
