"""`gradlings history`: every text that was kept of a lesson's file, shown or put back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import suppress

from tutor.cli.arguments import add_lesson
from tutor.cli.checking import warn_of_draft
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
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


def run(context: CommandContext, given: Namespace) -> int:
    wanted = context.lesson(given.lesson)
    _take_in_draft(context, wanted)
    if given.restore is not None:
        _restore(context, wanted, given.restore)
    elif given.show is not None:
        context.print_text(_kept(context, wanted, given.show).text)
    else:
        _list(context, wanted)
    return PASSED


def _take_in_draft(context: CommandContext, lesson: Lesson) -> None:
    """What was typed and never saved is a version like any other; while it is newer than the file, that is said."""
    with suppress(StoreError, WorkspaceError):  # a record that takes nothing can still be read
        draft = context.learner.draft(lesson.id)
        if draft is not None:
            context.learner.keep_draft(lesson.id, draft)
            warn_of_draft(context, lesson, draft if draft.newer else None)


def _list(context: CommandContext, lesson: Lesson) -> None:
    key, store = context.learner.key(lesson.id), context.learner.store
    outcomes = {verdict.text_id: verdict.outcome for verdict in store.verdicts(key)}
    kept = store.history(key)
    if not kept:
        context.say("cli.history.empty", lesson=lesson.id)
    for saved in kept:
        context.print(_line(context, saved, outcomes.get(saved.text_id)))


def _line(context: CommandContext, saved: SavedText, outcome: Outcome | None) -> str:
    when = saved.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    judged = context.words(f"outcome.{outcome}") if outcome else ""
    lines = context.words("cli.history.lines", lines=len(saved.text.splitlines()))
    return f"{saved.id:>6}  {when}  {lines:>10}  {context.words(f'cli.history.{saved.reason}')}  {judged}".rstrip()


def _kept(context: CommandContext, lesson: Lesson, number: int) -> SavedText:
    """Raises Unusable for a number that the history does not have."""
    for saved in context.learner.store.history(context.learner.key(lesson.id), limit=None):
        if saved.id == number:
            return saved
    raise unusable("cli.history.unknown", lesson=lesson.id, number=number)


def _restore(context: CommandContext, lesson: Lesson, number: int) -> None:
    """The present text is kept first: opening the file puts it in the history."""
    learner, wanted = context.durable(), _kept(context, lesson, number)
    learner.open_lesson(lesson.id)
    saved = learner.workspace.save(learner.path_of(lesson.id), wanted.text)
    learner.keep(lesson.id, wanted.text, Reason.EXTERNAL)
    for notice in saved.notices:
        context.warn(notice)
    context.say("cli.history.restored", number=number, path=saved.path)
