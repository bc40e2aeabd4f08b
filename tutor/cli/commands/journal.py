"""`gradlings journal`: what a learner did, day by day, as Markdown to keep or to publish; and own notes for it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.cli.journal import Entry, entries
from tutor.session.summary import the_end
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("lesson", metavar="ID", nargs="?", help=words("cli.help.journal-id"))
    parser.add_argument("--since", type=day, metavar="DATE", help=words("cli.help.since"))
    parser.add_argument("--note", metavar="TEXT", help=words("cli.help.note"))


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises ValueError."""
    return date.fromisoformat(text)


def run(context: CommandContext, given: Namespace) -> int:
    if given.note is not None:
        return _note(context, given.lesson, given.note)
    lesson = context.lesson(given.lesson).id if given.lesson else None
    learner = context.study_if_any
    found = entries(learner, context.words, lesson) if learner else []
    since = given.since or date.min
    shown = [entry for entry in found if _day(entry) >= since]
    context.print([f"# {context.words('cli.journal.title')}", ""])
    if not shown:
        context.say("cli.journal.empty")
    for when, of_day in groupby(shown, _day):
        context.print(_of_day(context, when, list(of_day)))
    if learner and lesson is None:
        context.print(the_end(learner, context.words))
    return PASSED


def _day(entry: Entry) -> date:
    """The day by the learner's clock."""
    return entry.at.astimezone().date()


def _note(context: CommandContext, lesson: str | None, text: str) -> int:
    if not text.strip():
        raise unusable("cli.journal.empty-note")
    wanted, learner = context.lesson(lesson), context.durable()
    learner.store.add_note(learner.key(wanted.id), text)
    context.say("cli.journal.noted", lesson=wanted.id)
    return PASSED


def _of_day(context: CommandContext, when: date, found: Sequence[Entry]) -> Iterator[str]:
    yield f"## {when.isoformat()}"
    yield ""
    for lesson in dict.fromkeys(entry.lesson for entry in found):
        yield f"### {context.catalog.title(lesson, context.words.language)} ({lesson})"
        yield ""
        for entry in found:
            if entry.lesson == lesson:
                yield from _lines(context, entry)
        yield from _hints(context, lesson)


def _lines(context: CommandContext, entry: Entry) -> Iterator[str]:
    yield f"**{entry.at.astimezone():%H:%M}** {context.words.say(entry.message)}"
    yield from entry.below
    yield ""


def _hints(context: CommandContext, lesson: str) -> Iterator[str]:
    """Which were taken is kept without the day."""
    taken = context.learner.store.hints(context.learner.key(lesson))
    if taken:
        yield context.words("cli.journal.hints", hints=", ".join(map(str, taken)))
        yield ""
