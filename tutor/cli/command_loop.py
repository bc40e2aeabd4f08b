"""Where checks run: one event loop for the whole command, and workers that boot while the command is still being read."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    import asyncio

    from tutor.course.catalog import Catalog
    from tutor.judge.assess import Assessor
    from tutor.judge.confinement.confine import Level
    from tutor.judge.pool import Pool
    from tutor.judge.process import Worker
    from tutor.model import Message

T = TypeVar("T")

CPU_SECONDS = 21  # of a worker started early: enough for a model answer with all its mistakes


class CommandLoop:
    """A context manager: on leaving it, no worker is left.

    warn: told once, where workers are confined less firmly than the machine had offered.
    """

    def __init__(self) -> None:
        self.warn: Callable[[Message], None] | None = None
        self._loop: asyncio.Runner | None = None
        self._booted: list[Worker] = []

    def boot(self) -> None:
        """Start the worker for the answer and the one for the model answer, and return at once."""
        self._booted = self._runner().run(_two_workers())

    def run(self, catalog: Catalog, work: Callable[[Assessor], Awaitable[T]], *, spares: int = 0, gpu: bool = False) -> T:
        """What `work` gives, done with an assessor. spares: workers to keep warm; 0 for a single check. gpu: with CuPy in
        the workers, which are confined less firmly then."""
        return self._runner().run(self._assessed(catalog, work, spares, gpu))

    async def _assessed(self, catalog: Catalog, work: Callable[[Assessor], Awaitable[T]], spares: int, gpu: bool) -> T:
        from tutor.judge.assess import Assessor
        from tutor.judge.pool import Pool

        gc.freeze()  # what is loaded now stays to the end
        gc.enable()
        pool = Pool(spares=0, gpu=True) if gpu else _pool(self._booted, spares, self._warn_once)
        try:
            return await work(Assessor(catalog, pool))
        finally:
            await pool.close()

    def _warn_once(self, message: Message) -> None:
        warn, self.warn = self.warn, None
        if warn:
            warn(message)

    def _runner(self) -> asyncio.Runner:
        import asyncio

        self._loop = self._loop or asyncio.Runner()
        return self._loop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._loop:
            self._loop.run(_ended(self._booted))
            self._loop.close()


async def _two_workers() -> list[Worker]:
    from tutor.judge.confinement.confine import probe
    from tutor.judge.process import Worker

    level = probe()
    return [await Worker.start(level, cpu_seconds=CPU_SECONDS) for _ in range(2)]


async def _ended(workers: list[Worker]) -> None:
    for worker in workers:
        worker.kill()
    for worker in workers:
        await worker.ended  # only then is its scratch folder gone


def _pool(booted: list[Worker], spares: int, warn: Callable[[Message], None]) -> Pool:
    from tutor.judge.pool import Pool

    early = list(booted)

    class Early(Pool):
        """A pool whose first workers are on their way already."""

        async def start(self, **limits: int) -> Worker:
            if not early:
                return await super().start(**limits)
            worker = early.pop()
            worker.ready.add_done_callback(self._confined)
            return worker

        def _confined(self, ready: asyncio.Future[Level]) -> None:
            super()._confined(ready)
            if self.weaker:
                warn(self.weaker)

    pool = Early(spares=spares)
    pool.warm()
    return pool
