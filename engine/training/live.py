"""Work that goes on faster than anybody can look: training, counting, trying, shown while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

FRAME_SECONDS = 0.07  # of work for each look: a tenth of a second, less what it takes to draw and send


def latest(
    states: Iterable[T], seconds: float = FRAME_SECONDS, clock: Callable[[], float] = time.perf_counter
) -> Iterator[T]:
    """Of states that follow each other quickly, the newest each time that so many seconds of work are over; the last always.

    The clock runs only while states are asked for, so that one who pauses between two looks misses no more than others. A
    state is to be cheap, such as a number of steps: draw it, or measure what belongs to it, once it is handed on.
    """
    end, state, held = clock() + seconds, None, False
    for state in states:
        held = clock() < end
        if not held:
            yield state
            end = clock() + seconds
    if held:
        yield state  # type: ignore[misc]  # there was one
