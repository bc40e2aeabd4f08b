"""`gradlings review`: which passed lessons and drills are worth coming back to today."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from tutor.cli.arguments import add_json
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.text.messages import Words

if TYPE_CHECKING:
    from tutor.practice.review import Item, Review


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.practice.review import Review, review

    learner = context.study_if_any
    on = learner is None or learner.settings.review
    found = review(learner) if learner and on else Review()
    if given.as_json:
        context.print_json(_object(found, on=on))
    elif not on and learner:
        context.say("review.off", place=learner.settings_file)
    else:
        context.print(_lines(context, found))
    return PASSED


def _object(found: Review, *, on: bool) -> dict[str, object]:
    return {
        "on": on,
        "minutes": found.minutes,
        "today": [_row(item) for item in found.today],
        "later": [_row(item) for item in found.later],
        "upcoming": found.upcoming.isoformat() if found.upcoming else None,
    }


def _row(item: Item) -> dict[str, object]:
    return {
        "kind": "drill" if item.is_drill else "lesson",
        "name": item.name,
        "minutes": item.minutes,
        "due": item.memory.due.isoformat(),
        "last": item.memory.last.isoformat(),
        "recall": round(item.memory.recall, 3),
    }


def _lines(context: CommandContext, found: Review) -> Iterator[str]:
    words = context.words
    if found.today:
        yield words("review.title", count=len(found.today), minutes=found.minutes)
    else:
        yield words("review.none-left" if found.later else "review.none")
    for item in found.today:
        yield f"  {_name(context, item)}   {words('review.minutes', minutes=item.minutes)}"
        yield f"      {_way(context, item)}"
    if found.later:
        yield words("review.later", count=len(found.later))
    elif not found.today and found.upcoming:
        yield words("review.upcoming", day=_day(found.upcoming))


def _name(context: CommandContext, item: Item) -> str:
    if item.is_drill:
        return f"{context.words('drill.title')}: {context.words(f'drill.{item.name}')}"
    return f"{context.catalog.title(item.name, context.words.language)} ({item.name})"


def _way(context: CommandContext, item: Item) -> str:
    """What to do about it."""
    if item.is_drill:
        return context.words("review.drill", name=item.name)
    asks = context.catalog.prose(item.name, context.words.language).quizzes
    return context.words("review.lesson" if asks else "review.lesson-bare", name=item.name)


def _day(at: datetime) -> str:
    """By the learner's clock."""
    return at.astimezone().date().isoformat()
