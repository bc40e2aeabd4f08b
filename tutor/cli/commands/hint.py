"""`gradlings hint`: the next hint, or the one asked for; which were taken is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli.arguments import OneLesson
from tutor.cli.desk import Desk
from tutor.cli.faults import unusable
from tutor.plain_prose import prose_lines

Number = Annotated[int | None, typer.Option("-n", metavar="N", help="This hint; without it, the next one.")]


def hint(context: typer.Context, lesson: OneLesson, number: Number = None) -> None:
    """Print a hint: the first nudges, the last almost tells."""
    desk: Desk = context.obj
    wanted = desk.lesson(lesson)
    hints = desk.catalog.prose(wanted.id, desk.words.language).hints
    key = desk.study.key(wanted.id)
    taken = desk.study.store.hints(key)
    chosen = number if number is not None else min(max(taken, default=0) + 1, len(hints))
    if not 1 <= chosen <= len(hints):
        raise unusable("cli.hint.unknown", lesson=wanted.id, number=chosen, hints=len(hints))
    desk.study.store.take_hint(key, chosen)
    desk.say("cli.hint.title", number=chosen, hints=len(hints))
    desk.print(prose_lines(hints[chosen - 1], desk.terminal))
