"""Waiting for something to come true, with a deadline that fails by name."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

DEADLINE, LOOK_EVERY = 60.0, 0.002  # seconds; a loaded machine may take its time


async def until(condition: Callable[[], T], what: str, every: float = LOOK_EVERY) -> T:
    """What the condition gives, once that is true. Fails after a minute, naming what did not come.

    every: seconds between two looks; 0 looks at each turn of the event loop.
    """
    deadline = monotonic() + DEADLINE
    while not (found := condition()):
        assert monotonic() < deadline, f"still not: {what}"
        await asyncio.sleep(every)
    return found
