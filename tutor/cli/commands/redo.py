"""`gradlings redo`: a lesson that has passed, from blank again; the pass stays, and so does the text that passed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import NOT_PASSED, PASSED
from tutor.cli.context import CommandContext
from tutor.session.redo import from_blank, rounds_of
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    wanted, learner = context.exercise(given.lesson), context.durable()
    progress = learner.progress().get(wanted.id)
    if progress is None or not progress.passed:
        context.say("cli.redo.not-yet", lesson=wanted.id)
        return NOT_PASSED
    learner.open_lesson(wanted.id)
    done = rounds_of(learner, wanted.id)
    for notice in from_blank(learner, wanted.id).notices:
        context.warn(notice)
    context.say("cli.redo.done", path=learner.path_of(wanted.id), lesson=wanted.id)
    context.print(context.words.say(done.message))
    return PASSED
