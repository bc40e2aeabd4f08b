"""Work that goes on faster than anybody can look: training, counting, trying, shown while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

FRAME_SECONDS = 0.07  # of work for each look: a tenth of a second, less what it takes to draw and send


@dataclass
class Pace:
    """How many seconds of work a look is worth; whoever looks may change it while the work goes on."""

    seconds: float = FRAME_SECONDS


PACE = Pace()


def latest(states: Iterable[T], seconds: float | None = None, clock: Callable[[], float] = time.perf_counter) -> Iterator[T]:
    """Of states that follow each other quickly, the newest each time that so many seconds of work are over (those of `PACE`
    where none are given); the last always.

    The clock runs only while states are asked for, so that one who pauses between two looks misses no more than others. A
    state is to be cheap, such as a number of steps: draw it, or measure what belongs to it, once it is handed on.
    """
    began, state, held = clock(), None, False
    for state in states:
        held = clock() < began + (PACE.seconds if seconds is None else seconds)
        if not held:
            yield state
            began = clock()
    if held:
        yield state  # type: ignore[misc]  # there was one


def count_seconds(
    states: Iterable[T], curves: MutableMapping[str, Any], clock: Callable[[], float] = time.perf_counter
) -> Iterator[T]:
    """The same states, while the seconds of work are added to `curves["seconds"]`: pauses between two looks do not count.

    clock: that of the processor where what others take is not to count either.
    """
    began = clock()
    for state in states:
        curves["seconds"] += clock() - began
        yield state
        began = clock()
