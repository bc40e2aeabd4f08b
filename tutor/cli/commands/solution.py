"""`gradlings solution`: the model answer, for those who have passed, or insist."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli.arguments import OneLesson
from tutor.cli.codes import NOT_PASSED
from tutor.cli.desk import Desk

Spoil = Annotated[bool, typer.Option("--spoil", help="Show it before passing.")]


def solution(context: typer.Context, lesson: OneLesson, spoil: Spoil = False) -> None:
    """Print the model answer of a lesson that you have passed."""
    desk: Desk = context.obj
    wanted = desk.lesson(lesson)
    if not spoil and not _passed(desk, wanted.id):
        desk.say("cli.solution.not-yet", lesson=wanted.id)
        raise typer.Exit(NOT_PASSED)
    desk.print(desk.catalog.text(wanted.id, "solution.py").splitlines())


def _passed(desk: Desk, lesson: str) -> bool:
    study = desk.study_if_any
    progress = study.progress().get(lesson) if study else None
    return progress is not None and progress.passed
