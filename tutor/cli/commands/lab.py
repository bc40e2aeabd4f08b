"""`gradlings lab`: a lesson's experiment as text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson, positive
from tutor.cli.codes import NOT_PASSED, PASSED
from tutor.cli.context import CommandContext
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("--set", action="append", dest="settings", metavar="NAME=VALUE", help=words("cli.help.set"))
    parser.add_argument("--frames", type=positive, metavar="N", help=words("cli.help.frames"))


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.cli.experiment import blank, chosen, plan_of, shown
    from tutor.session.experiment import stopped, whose

    wanted = context.lesson(given.lesson)
    values = chosen(plan_of(wanted), given.settings or [])
    text, _ = context.learner.for_lab(wanted.id)
    context.print([" ".join(context.words.say(message) for message in whose(context.learner, wanted))])
    advice = blank(plan_of(wanted), values)
    if advice:
        context.print([context.words.say(advice)])
    ending = context.loop.run(context.catalog, lambda assessor: shown(context, assessor, wanted, text, values, given.frames))
    said = stopped(ending) if ending else None
    if said:
        context.print(context.words.say(said))
    return NOT_PASSED if said else PASSED
