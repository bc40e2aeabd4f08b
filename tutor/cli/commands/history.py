"""`gradlings history`: every text that was kept of a lesson's file, shown or put back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import suppress

from tutor.cli.arguments import add_lesson
from tutor.cli.checking import warn_of_draft
from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.cli.faults import unusable
from tutor.errors import StoreError, WorkspaceError
from tutor.model import Lesson, Outcome
from tutor.storage.records import Reason, SavedText
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_lesson(parser, words)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--show", type=int, metavar="N", help=words("cli.help.show-text"))
    which.add_argument("--restore", type=int, metavar="N", help=words("cli.help.restore"))


def run(desk: Desk, given: Namespace) -> int:
    wanted = desk.lesson(given.lesson)
    _take_in_draft(desk, wanted)
    if given.restore is not None:
        _restore(desk, wanted, given.restore)
    elif given.show is not None:
        desk.print(_kept(desk, wanted, given.show).text.splitlines())
    else:
        _list(desk, wanted)
    return PASSED


def _take_in_draft(desk: Desk, lesson: Lesson) -> None:
    """What was typed and never saved is a version like any other; while it is newer than the file, that is said."""
    with suppress(StoreError, WorkspaceError):  # a record that takes nothing can still be read
        draft = desk.study.draft(lesson.id)
        if draft is not None:
            desk.study.keep_draft(lesson.id, draft)
            warn_of_draft(desk, lesson, draft if draft.newer else None)


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
