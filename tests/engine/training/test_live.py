"""Work shown while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from engine.training.live import PACE, latest


class Clock:
    """Goes on by itself no more than it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def working(self, states: int, seconds: float) -> Iterator[int]:
        for state in range(1, states + 1):
            self.now += seconds
            yield state


def test_of_quick_states_one_in_each_span_is_seen() -> None:
    clock = Clock()
    assert list(latest(clock.working(20, 0.25), 1.0, clock)) == [4, 8, 12, 16, 20]


def test_the_last_state_is_seen_though_its_time_has_not_come() -> None:
    clock = Clock()
    assert list(latest(clock.working(6, 0.25), 1.0, clock)) == [4, 6]


def test_slow_states_are_all_seen() -> None:
    clock = Clock()
    assert list(latest(clock.working(3, 2.0), 1.0, clock)) == [1, 2, 3]


def test_where_there_is_no_state_nothing_is_seen() -> None:
    assert list(latest([])) == []


def test_a_pause_between_two_looks_is_no_work() -> None:
    clock = Clock()
    looks = latest(clock.working(12, 0.25), 1.0, clock)
    seen = []
    for state in islice(looks, 3):
        seen.append(state)
        clock.now += 100.0
    assert seen == [4, 8, 12]


def test_whoever_looks_may_change_how_much_a_look_is_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(PACE, "seconds", 1.0)
    seen = latest(clock.working(20, 0.25), clock=clock)
    assert next(seen) == 4
    monkeypatch.setattr(PACE, "seconds", 2.0)
    assert list(seen) == [12, 20]
