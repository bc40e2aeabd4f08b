"""`gradlings hint`: the next hint, or the one asked for; which were taken is kept."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.cli.faults import unusable
from tutor.text.messages import Words
from tutor.text.prose import prose_lines


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("-n", type=int, dest="number", metavar="N", help=words("cli.help.n"))


def run(desk: Desk, given: Namespace) -> int:
    wanted = desk.lesson(given.lesson)
    hints = desk.catalog.prose(wanted.id, desk.words.language).hints
    if not hints:
        raise unusable("cli.hint.none", lesson=wanted.id)
    key = desk.study.key(wanted.id)
    taken = desk.study.store.hints(key)
    chosen = given.number if given.number is not None else min(max(taken, default=0) + 1, len(hints))
    if not 1 <= chosen <= len(hints):
        raise unusable("cli.hint.unknown", lesson=wanted.id, number=chosen, hints=len(hints))
    desk.study.store.take_hint(key, chosen)
    desk.say("cli.hint.title", number=chosen, hints=len(hints))
    desk.print(prose_lines(hints[chosen - 1], desk.terminal))
    return PASSED
