"""`gradlings hint`: the next hint, or the one asked for; which were taken is kept."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.text.messages import Words
from tutor.text.prose import prose_lines


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("-n", type=int, dest="number", metavar="N", help=words("cli.help.n"))


def run(context: CommandContext, given: Namespace) -> int:
    wanted = context.lesson(given.lesson)
    hints = context.catalog.prose(wanted.id, context.words.language).hints
    if not hints:
        raise unusable("cli.hint.none", lesson=wanted.id)
    key = context.learner.key(wanted.id)
    taken = context.learner.store.hints(key)
    chosen = given.number if given.number is not None else min(max(taken, default=0) + 1, len(hints))
    if not 1 <= chosen <= len(hints):
        raise unusable("cli.hint.unknown", lesson=wanted.id, number=chosen, hints=len(hints))
    context.learner.store.take_hint(key, chosen)
    context.say("cli.hint.title", number=chosen, hints=len(hints))
    context.print(prose_lines(hints[chosen - 1], context.terminal))
    return PASSED
