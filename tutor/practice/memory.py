"""When something learned is likely to be forgotten: its sittings, rated by their mistakes, given to FSRS one by one.

FSRS (Free Spaced Repetition Scheduler, the library `fsrs`) is loaded with the first sitting, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from fsrs import Scheduler

GAP = timedelta(hours=4)  # what is done after a longer pause is another sitting
RETENTION = 0.9  # of what is due, so much is still known


class Grade(IntEnum):
    """How well something was known. The numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Sitting(NamedTuple):
    """One time at which something was done from memory."""

    at: datetime
    grade: Grade


class Memory(NamedTuple):
    """due: when to come back to it. recall: how likely it is known now, 0 to 1. last: when it was done last."""

    due: datetime
    recall: float
    last: datetime


class Timed(Protocol):
    """Something that happened at a time."""

    @property
    def at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def sittings_of(events: Iterable[T]) -> list[list[T]]:
    """Events, the oldest first, parted wherever more than `GAP` lies between two."""
    found: list[list[T]] = []
    for event in sorted(events, key=lambda event: event.at):
        if found and event.at - found[-1][-1].at <= GAP:
            found[-1].append(event)
        else:
            found.append([event])
    return found


def remembered(sittings: Sequence[Sitting], now: datetime) -> Memory | None:
    """What is left of these sittings, the oldest first; None where there are none. Times are in UTC."""
    if not sittings:
        return None
    from fsrs import Card, Rating

    scheduler = _scheduler()
    card = Card(card_id=0, due=sittings[0].at)
    for at, grade in sittings:
        card, _ = scheduler.review_card(card, Rating(grade), at)
    return Memory(card.due, scheduler.get_card_retrievability(card, now), sittings[-1].at)


@cache
def _scheduler() -> Scheduler:
    """Whole days only, and the same days for the same sittings."""
    from fsrs import Scheduler

    return Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
