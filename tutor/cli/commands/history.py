"""`gradlings history`: every text that was kept of a lesson's file, shown or put back."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli.arguments import OneLesson
from tutor.cli.desk import Desk
from tutor.cli.faults import unusable
from tutor.model import Lesson, Outcome
from tutor.records import Reason, SavedText

Show = Annotated[int | None, typer.Option("--show", metavar="N", help="Print the text of this number.")]
Restore = Annotated[int | None, typer.Option("--restore", metavar="N", help="Put the text of this number back.")]


def history(context: typer.Context, lesson: OneLesson, show: Show = None, restore: Restore = None) -> None:
    """List the texts kept of your file, the newest first; show one, or put one back."""
    desk: Desk = context.obj
    wanted = desk.lesson(lesson)
    if restore is not None:
        _restore(desk, wanted, restore)
    elif show is not None:
        desk.print(_kept(desk, wanted, show).text.splitlines())
    else:
        _list(desk, wanted)


def _list(desk: Desk, lesson: Lesson) -> None:
    key, store = desk.study.key(lesson.id), desk.study.store
    outcomes = {verdict.text_id: verdict.outcome for verdict in store.verdicts(key)}
    kept = store.history(key)
    if not kept:
        desk.say("cli.history.empty", lesson=lesson.id)
    for saved in kept:
        desk.print(_line(desk, saved, outcomes.get(saved.text_id)))


def _line(desk: Desk, saved: SavedText, outcome: Outcome | None) -> str:
    when = saved.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    judged = desk.words(f"outcome.{outcome}") if outcome else ""
    lines = desk.words("cli.history.lines", lines=len(saved.text.splitlines()))
    return f"{saved.id:>6}  {when}  {lines:>10}  {desk.words(f'cli.history.{saved.reason}')}  {judged}".rstrip()


def _kept(desk: Desk, lesson: Lesson, number: int) -> SavedText:
    """Raises Unusable for a number that the history does not have."""
    for saved in desk.study.store.history(desk.study.key(lesson.id), limit=None):
        if saved.id == number:
            return saved
    raise unusable("cli.history.unknown", lesson=lesson.id, number=number)


def _restore(desk: Desk, lesson: Lesson, number: int) -> None:
    """The present text is kept first: opening the file puts it in the history."""
    study, wanted = desk.durable(), _kept(desk, lesson, number)
    study.open_lesson(lesson.id)
    saved = study.workspace.save(study.path_of(lesson.id), wanted.text)
    study.keep(lesson.id, wanted.text, Reason.EXTERNAL)
    for notice in saved.notices:
        desk.warn(notice)
    desk.say("cli.history.restored", number=number, path=saved.path)
