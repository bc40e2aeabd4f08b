"""`gradlings reset`: the stub again; what was there before stays in the history."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    wanted, learner = context.exercise(given.lesson), context.durable()
    learner.open_lesson(wanted.id)
    path, stub = learner.path_of(wanted.id), learner.stub(wanted.id)
    saved = learner.workspace.reset(learner.key(wanted.id), path, stub, learner.store)
    for notice in saved.notices:
        context.warn(notice)
    context.tell("cli.reset.done", path=path, lesson=wanted.id)
    return PASSED
