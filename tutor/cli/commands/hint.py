"""`gradlings hint`: the next hint, or the one asked for; which were taken is kept."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tutor.cli.arguments import add_lesson
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.course.hints import Hint, hints_for, next_hint, own_hints
from tutor.course.prose import Prose
from tutor.session.hints import last_trouble, seen, take
from tutor.text.hints import hint_title
from tutor.text.messages import Words
from tutor.text.prose import prose_lines


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    parser.add_argument("-n", type=int, dest="number", metavar="N", help=words("cli.help.n"))


def run(context: CommandContext, given: Namespace) -> int:
    wanted = context.lesson(given.lesson)
    prose = context.catalog.prose(wanted.id, context.words.language)
    chosen = _next(context, wanted.id, prose) if given.number is None else _numbered(wanted.id, prose, given.number)
    take(context.learner, wanted.id, chosen)
    context.print(hint_title(chosen, context.words))
    context.print(prose_lines(chosen.body, context.terminal))
    return PASSED


def _next(context: CommandContext, lesson: str, prose: Prose) -> Hint:
    hints = hints_for(prose, last_trouble(context.learner, lesson))
    found = next_hint(hints, seen(context.learner, lesson))
    if found is None:
        raise unusable("cli.hint.none", lesson=lesson)
    return found


def _numbered(lesson: str, prose: Prose, number: int) -> Hint:
    """The lesson's own hints are counted through the file. Raises Unusable."""
    hints = own_hints(prose)
    if not hints:
        raise unusable("cli.hint.none", lesson=lesson)
    if not 1 <= number <= len(hints):
        raise unusable("cli.hint.unknown", lesson=lesson, number=number, hints=len(hints))
    return hints[number - 1]
