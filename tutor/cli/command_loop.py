"""Where checks run: one event loop for the whole command, and a fork server that comes up while the command is read."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    import asyncio

    from tutor.course.catalog import Catalog
    from tutor.judge.assess import Assessor
    from tutor.judge.launch import Launched
    from tutor.model import Message

T = TypeVar("T")


def _collect_from_now_on(_: object) -> None:
    gc.freeze()  # what is loaded now stays to the end
    gc.enable()


class CommandLoop:
    """A context manager: on leaving it, no worker is left.

    warn: told once, where workers are confined less firmly than the machine had offered.
    """

    def __init__(self, launched: Launched | None = None) -> None:
        """launched: the server from which workers are forked, coming up; without it one is started when it is needed."""
        self.warn: Callable[[Message], None] | None = None
        self._loop: asyncio.Runner | None = None
        self._launched = launched

    def run(self, catalog: Catalog, work: Callable[[Assessor], Awaitable[T]], *, spares: int = 0, gpu: bool = False) -> T:
        """What `work` gives, done with an assessor. spares: workers to keep warm; 0 for a single check. gpu: with CuPy in
        the workers, which are confined less firmly then."""
        return self._runner().run(self._assessed(catalog, work, spares, gpu))

    async def _assessed(self, catalog: Catalog, work: Callable[[Assessor], Awaitable[T]], spares: int, gpu: bool) -> T:
        import asyncio

        from tutor.judge.loading import load_verdicts
        from tutor.judge.pool import Pool

        launched, self._launched = self._launched, None
        pool = Pool(spares=spares, gpu=gpu, launched=launched, tell=self._warn_once)
        pool.warm()
        try:
            loading = asyncio.create_task(load_verdicts())
            loading.add_done_callback(_collect_from_now_on)
            from tutor.judge.assess import Assessor

            done = await work(Assessor(catalog, pool))
            await loading  # a fault in it is told, even where nothing was compared
            return done
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
        if self._launched:
            from tutor.judge.launch import end

            end(self._launched)
        if self._loop:
            self._loop.close()
