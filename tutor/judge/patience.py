"""How long a run is heard out: its limit, and longer where the machine has other work.

A limit of two seconds says "a loop that does not end" only of code that had two seconds of a processor. Code that was ready
to run, and was not let, gets more time; after a few limits it is stopped all the same, and told why.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tutor.judge.process import Worker
from tutor.model import Crash, Filled, Frame, Recording

MOST = 5  # limits that a run may take where the machine has other work
SHARE = 0.7  # of its limit that a run must have had of a processor before its code is to blame
RUNNING = "R"
GLANCE = 0.1  # seconds between looks at how full a worker's memory is


class Patience:
    """The time of one job. `each`: what one of its runs may take, from the end of the run before.

    `run_ended` is to be called at the end of each run.
    """

    def __init__(self, worker: Worker, limit: float, each: float | None = None) -> None:
        self._worker, self.limit, self._each = worker, limit, each or limit
        self.filling: Frame | None = None
        self._began = self._run_began = time.monotonic()
        self._used_before = 0.0

    def begin(self) -> None:
        """Count from now on: the worker is ready, and has the job."""
        self._began = self._run_began = time.monotonic()
        self._used_before = _used(self._worker)

    def run_ended(self) -> None:
        self._run_began = time.monotonic()

    async def wait(self, done: asyncio.Future[Any], file: Callable[[], str]) -> None:
        """Until the job is done, its worker gone, or its time up.

        file: the one that is being run. `filling` is then the place in it where a worker was last when its memory was nearly
        full: of an exception for lack of memory Python may have lost the line, for that takes memory.
        """
        futures: set[asyncio.Future[Any]] = {done, self._worker.ended}
        while (left := self._left()) > 0:
            await asyncio.wait(futures, timeout=min(left, GLANCE), return_when=asyncio.FIRST_COMPLETED)
            if done.done() or self._worker.ended.done():
                return
            if self._worker.nearly_full():
                self.filling = await self._worker.where(file()) or self.filling

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._began

    def facts(self) -> dict[str, float]:
        """What is to be said of a job whose time is up."""
        had = self.starved_of
        limit = min(self.limit, self._each)
        return {"seconds": limit} if had is None else {"seconds": round(self.seconds, 1), "had": had}

    @property
    def starved_of(self) -> float | None:
        """The seconds of a processor that the job has had, where that is too little to blame its code; None: enough."""
        now = self._worker.processor()
        if now is None or now.state != RUNNING or now.seconds - self._used_before >= SHARE * min(self.limit, self._each):
            return None
        return now.seconds - self._used_before

    def _left(self) -> float:
        now = time.monotonic()
        left = min(self._began + self.limit, self._run_began + self._each) - now
        if left > 0 or self.starved_of is None:
            return left
        return min(self.limit / 4, self._began + MOST * self.limit - now)


def placed(run: Recording, where: Frame) -> Recording:
    """The recording, in which exceptions for lack of memory that have lost their line have the one where it was filled."""

    def told(value: Any) -> Any:
        lost = isinstance(value, Crash) and value.type == "MemoryError" and not value.frames
        return Filled(value.type, value.text, (where,)) if lost else value

    records = tuple(record._replace(value=told(record.value)) for record in run.records)
    return run._replace(records=records, ending=run.ending._replace(crash=told(run.ending.crash)))


def _used(worker: Worker) -> float:
    now = worker.processor()
    return now.seconds if now else 0.0
