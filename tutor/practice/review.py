"""What is due for review: passed lessons and kinds of drill, the least remembered first, for a few minutes a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from math import ceil
from typing import NamedTuple, TypeVar

from tutor.course.catalog import BadLesson
from tutor.errors import StoreError
from tutor.practice.evidence import of_drill, of_lesson
from tutor.practice.exercise import DrillKind
from tutor.practice.memory import Memory, Sitting, remembered
from tutor.session.context import LearnerContext

MINUTES_A_DAY = 5.0
DRILL_MINUTES = 2.0  # half a dozen exercises
QUESTION_MINUTES = 0.5
LEAST_MINUTES = 1.0

T = TypeVar("T")


class Item(NamedTuple):
    """A lesson by its id, or a drill by its kind. `minutes`: what coming back to it takes."""

    name: str
    is_drill: bool
    minutes: float
    memory: Memory


class Review(NamedTuple):
    """today: what to come back to now. later: what is due as well and can wait. upcoming: when the next one is due."""

    today: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()
    upcoming: datetime | None = None

    @property
    def minutes(self) -> int:
        """Of today's items, in whole minutes."""
        return ceil(sum(item.minutes for item in self.today))


class _Card(NamedTuple):
    """What has been learned, and what is left of it. `again`: come back to at least once."""

    name: str
    is_drill: bool
    again: bool
    memory: Memory


def review(learner: LearnerContext, now: datetime | None = None) -> Review:
    """What is due at a time, in UTC; now if none is given. Raises StoreError, BadLesson."""
    at = now or datetime.now(UTC)
    cards = list(_cards(learner, at))
    due = sorted((card for card in cards if card.memory.due <= at), key=lambda card: (card.memory.recall, card.memory.due))
    done = [card for card in cards if card.again and _same_day(card.memory.last, at)]
    left = MINUTES_A_DAY - sum(_minutes(learner, card) for card in done)
    today = _fitting([_item(learner, card) for card in due], left)
    later = tuple(_item(learner, card) for card in due[len(today) :])
    upcoming = min((card.memory.due for card in cards if card.memory.due > at), default=None)
    return Review(today, later, upcoming)


def due_now(learner: LearnerContext) -> Review:
    """The same for a screen that has other things to show: nothing where it is switched off or cannot be found out."""
    try:
        return review(learner) if learner.settings.review else Review()
    except (StoreError, BadLesson):
        return Review()


def _fitting(items: Sequence[Item], minutes: float) -> tuple[Item, ...]:
    """The first of them, as long as they fit."""
    used = list(accumulate(item.minutes for item in items))
    return tuple(item for item, until in zip(items, used, strict=True) if until <= minutes)


def _same_day(one: datetime, other: datetime) -> bool:
    """By the learner's clock."""
    return one.astimezone().date() == other.astimezone().date()


def _cards(learner: LearnerContext, at: datetime) -> Iterator[_Card]:
    for name, sittings in _lessons(learner):
        yield from _card(name, sittings, at, is_drill=False)
    answers = _by(learner.store.drill_answers(), lambda answer: answer.kind)
    for kind in DrillKind:
        yield from _card(kind, of_drill(answers[kind]), at, is_drill=True)


def _card(name: str, sittings: Sequence[Sitting], at: datetime, *, is_drill: bool) -> Iterator[_Card]:
    memory = remembered([sitting for sitting in sittings if sitting.at <= at], at)
    if memory:
        yield _Card(name, is_drill, len(sittings) > 1, memory)


def _lessons(learner: LearnerContext) -> Iterator[tuple[str, list[Sitting]]]:
    """The passed lessons that the course has, with their sittings."""
    store, progress = learner.store, learner.progress()
    verdicts = _by(store.verdicts(), lambda verdict: verdict.lesson)
    for lesson in learner.catalog.course.order:
        if lesson in progress and progress[lesson].passed:
            key = learner.key(lesson)
            yield lesson, of_lesson(verdicts[key], store.quiz_answers(key), progress[lesson].hints)


def _by(values: Iterable[T], key: Callable[[T], str]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return found


def _item(learner: LearnerContext, card: _Card) -> Item:
    return Item(card.name, card.is_drill, _minutes(learner, card), card.memory)


def _minutes(learner: LearnerContext, card: _Card) -> float:
    """A lesson is come back to by its questions; one without questions by writing it again."""
    if card.is_drill:
        return DRILL_MINUTES
    questions = len(learner.catalog.prose(card.name, learner.words.language).quizzes)
    minutes = questions * QUESTION_MINUTES if questions else float(learner.lesson(card.name).minutes[1])
    return min(MINUTES_A_DAY, max(LEAST_MINUTES, minutes))
