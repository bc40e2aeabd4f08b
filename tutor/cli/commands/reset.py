"""`gradlings reset`: the stub again; what was there before stays in the history."""

from __future__ import annotations

import typer

from tutor.cli.arguments import OneLesson
from tutor.cli.desk import Desk


def reset(context: typer.Context, lesson: OneLesson) -> None:
    """Begin a lesson's file anew. Your text is kept: `gradlings history`."""
    desk: Desk = context.obj
    wanted, study = desk.lesson(lesson), desk.durable()
    study.open_lesson(wanted.id)
    path, stub = study.path_of(wanted.id), desk.catalog.text(wanted.id, "stub.py")
    saved = study.workspace.reset(study.key(wanted.id), path, stub, study.store)
    for notice in saved.notices:
        desk.warn(notice)
    desk.say("cli.reset.done", path=path, lesson=wanted.id)
