"""`gradlings journal`: what a learner did, day by day, as Markdown to keep or to publish; and own notes for it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from tutor.cli.codes import PASSED
from tutor.cli.context import Desk
from tutor.cli.faults import unusable
from tutor.cli.journal import Entry, entries
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("lesson", metavar="ID", nargs="?", help=words("cli.help.journal-id"))
    parser.add_argument("--since", type=day, metavar="DATE", help=words("cli.help.since"))
    parser.add_argument("--note", metavar="TEXT", help=words("cli.help.note"))


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text}: YYYY-MM-DD") from None


def run(desk: Desk, given: Namespace) -> int:
    if given.note is not None:
        return _note(desk, given.lesson, given.note)
    lesson = desk.lesson(given.lesson).id if given.lesson else None
    study = desk.study_if_any
    found = entries(study, desk.words, lesson) if study else []
    since = given.since or date.min
    shown = [entry for entry in found if _day(entry) >= since]
    desk.print([f"# {desk.words('cli.journal.title')}", ""])
    if not shown:
        desk.say("cli.journal.empty")
    for when, of_day in groupby(shown, _day):
        desk.print(_of_day(desk, when, list(of_day)))
    return PASSED


def _day(entry: Entry) -> date:
    """The day by the learner's clock."""
    return entry.at.astimezone().date()


def _note(desk: Desk, lesson: str | None, text: str) -> int:
    if not text.strip():
        raise unusable("cli.journal.empty-note")
    wanted, study = desk.lesson(lesson), desk.durable()
    study.store.add_note(study.key(wanted.id), text)
    desk.say("cli.journal.noted", lesson=wanted.id)
    return PASSED


def _of_day(desk: Desk, when: date, found: Sequence[Entry]) -> Iterator[str]:
    yield f"## {when.isoformat()}"
    yield ""
    for lesson in dict.fromkeys(entry.lesson for entry in found):
        yield f"### {desk.catalog.title(lesson, desk.words.language)} ({lesson})"
        yield ""
        for entry in found:
            if entry.lesson == lesson:
                yield from _lines(desk, entry)
        yield from _hints(desk, lesson)


def _lines(desk: Desk, entry: Entry) -> Iterator[str]:
    yield f"**{entry.at.astimezone():%H:%M}** {desk.words.say(entry.message)}"
    yield from entry.below
    yield ""


def _hints(desk: Desk, lesson: str) -> Iterator[str]:
    """Which were taken is kept without the day."""
    taken = desk.study.store.hints(desk.study.key(lesson))
    if taken:
        yield desk.words("cli.journal.hints", hints=", ".join(map(str, taken)))
        yield ""
