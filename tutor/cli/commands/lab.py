"""`gradlings lab`: a lesson's experiment as text."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli.arguments import OneLesson
from tutor.cli.codes import NOT_PASSED
from tutor.cli.desk import Desk

Settings = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Move a control. Repeatable.")]
Frames = Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after N frames; else it runs to its end.")]


def lab(context: typer.Context, lesson: OneLesson, settings: Settings = None, frames: Frames = None) -> None:
    """Run an experiment on your own code, or on the model answer until yours has passed."""
    from tutor.cli.experiment import chosen, failed, plan_of, shown

    desk: Desk = context.obj
    wanted = desk.lesson(lesson)
    values = chosen(plan_of(wanted), settings or [])
    own = desk.study.store.passed_text(desk.study.key(wanted.id))
    desk.say("lab.yours" if own is not None else "lab.model")
    text = desk.catalog.text(wanted.id, "solution.py") if own is None else own
    ending = desk.bench.run(desk.catalog, lambda assessor: shown(desk, assessor, wanted, text, values, frames))
    if facts := failed(ending):
        desk.say("lab.stopped", **facts)
        raise typer.Exit(NOT_PASSED)
