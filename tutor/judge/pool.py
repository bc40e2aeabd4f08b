"""The judge's workers: one or two kept warm, each used once.

A check takes a warm worker, hands it one job, hears it out, and kills it; the replacement comes up in the background: forked
from a server that has imported everything, where that is safe, or else spawned. So no run can leave anything behind for the
next, and an endless loop costs its own time limit and nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable
from math import ceil
from typing import TYPE_CHECKING, Any, Self

from tutor.errors import WorkerFailed
from tutor.judge.confinement.levels import Level, probe
from tutor.judge.fork_server import Supervisor
from tutor.judge.launch import Launched
from tutor.judge.patience import Patience, placed
from tutor.judge.process import Worker, crash_at
from tutor.judge.recorder import OnRun, Recorder
from tutor.judge.wire.programs import with_code
from tutor.model import End, Ending, LabPlan, Message, Recording

if TYPE_CHECKING:
    from tutor.judge.lab import Lab

__all__ = ["Pool", "WorkerFailed"]

Job = dict[str, Any]

CPU_SECONDS = 4  # that a spare may use; a job with a longer limit gets a worker of its own


class Pool:
    """Use inside one event loop, from the main thread, as `async with Pool() as pool`; or `close` it at the end."""

    def __init__(
        self,
        *,
        spares: int = 1,
        level: Level | None = None,
        gpu: bool = False,
        launched: Launched | None = None,
        tell: Callable[[Message], None] | None = None,
    ) -> None:
        """gpu: workers have CuPy, and only the confinement that a driver can live with.
        launched: a fork server that is coming up; from now on it is the pool's.
        tell: hears once where workers are confined less firmly than the machine had offered.
        """
        self._level = self._in_force = Level.PORTABLE if gpu else level or probe()
        self._gpu = gpu
        self._tell = tell
        self.supervisor = Supervisor(self._level, launched)
        self._spares: deque[Worker] = deque()
        self._starting: set[asyncio.Task[Any]] = set()
        self._missing = spares
        self._live: set[Worker] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def level(self) -> Level:
        """The level asked for; until a worker says otherwise, the one in force."""
        return self._level

    @property
    def weaker(self) -> Message | None:
        """What to say where the kernel refused a layer that it had offered; None while all is as asked."""
        if self._in_force is self._level:
            return None
        from tutor.judge.confinement.said import describe  # hardly ever needed

        return Message("confine.weaker", {"asked": self._level.value, "message": describe(self._in_force)[0]})

    @property
    def spares(self) -> tuple[Worker, ...]:
        """The workers that wait for a job, the next one first."""
        return tuple(self._spares)

    @property
    def living(self) -> frozenset[Worker]:
        """All workers that have a process."""
        return frozenset(self._live)

    @property
    def starting(self) -> int:
        """How many workers are being started."""
        return len(self._starting)

    def warm(self) -> None:
        """Start the spare workers that are missing, in the background."""
        while self._missing > 0 and not self._closed:
            self._missing -= 1
            self._begin(cpu_seconds=CPU_SECONDS).add_done_callback(self._keep)

    async def check(
        self, job: Job, limit: float, on_run: OnRun | None = None, *, each: float | None = None
    ) -> dict[str, Recording]:
        """Run a check job; the recordings by run name, those that were cut short included.

        limit: wall-clock seconds from the moment the worker has the job; some more, where the machine has other work.
        Cancelling kills the worker. each: what one run of the job may take.
        on_run: hears of each run as it ends.
        Raises WorkerFailed if no worker could be started, or none may be any more.
        """
        files = {run["name"]: run["file"] for run in job["runs"]}
        recorder = Recorder(on_run)

        def unfinished() -> tuple[str, str]:
            return next((item for item in files.items() if item[0] not in recorder.recordings), ("", ""))

        async with self._worker(limit) as worker:
            done = asyncio.get_running_loop().create_future()

            def hear(header: dict[str, Any], blob: bytes) -> None:
                recorder.hear(header, blob)
                if header.get("t") == "end":
                    patience.run_ended()
                if not done.done() and recorder.recordings.keys() >= files.keys():
                    done.set_result(None)

            worker.listener = hear
            patience = Patience(worker, limit, each)
            worker.send(with_code(job))  # one that still confines itself takes it when it has
            await worker.until_ready()
            patience.begin()
            await patience.wait(done, lambda: unfinished()[1])
            if not done.done():
                name, file = unfinished()
                recorder.cut(name, await _cut_short(worker, file, patience), patience.seconds)
        told = {name: recorder.recordings.get(name, Recording(ending=Ending(End.DIED))) for name in files}
        return {name: placed(one, patience.filling) for name, one in told.items()} if patience.filling else told

    async def evaluate(self, job: Job, limit: float) -> Recording:
        """Run a `try` job: what it printed, and how it ended."""
        job = {**job, "kind": "try", "runs": [{**job["runs"][0], "name": "try"}]}
        return (await self.check(job, limit))["try"]

    @contextlib.asynccontextmanager
    async def lab(self, job: Job, plan: LabPlan) -> AsyncIterator[Lab]:
        """A running lab in a worker of its own, with the limits that its lesson declares."""
        from tutor.judge.lab import Lab  # figures need NumPy, and the first workers start before that is loaded

        cpu_seconds = int(max(plan.seconds * plan.threads, plan.background)) + 60
        worker = await self.start(
            address_space=plan.memory_mb << 20, cpu_seconds=cpu_seconds, threads=plan.threads, writes=True
        )
        try:
            await worker.until_ready()
            lab = Lab(worker, job)
            watch = asyncio.create_task(lab.watch())
            try:
                yield lab
            finally:
                watch.cancel()
        finally:
            worker.kill()

    async def close(self) -> None:
        """Kill all workers, busy ones too; wait until none is left."""
        self._closed = True
        self.supervisor.kill()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._live:
            worker.kill()
        await asyncio.gather(self.supervisor.ended(), *(worker.ended for worker in self._live))

    @contextlib.asynccontextmanager
    async def _worker(self, limit: float) -> AsyncIterator[Worker]:
        spare = self._take_spare() if limit < CPU_SECONDS else None
        worker = spare or await self.start(cpu_seconds=max(CPU_SECONDS, ceil(limit) + 1))
        used = False
        try:
            if spare:
                await spare.until_ready()
            used = True
            yield worker
        finally:
            if used or self._closed or not worker.usable:
                worker.kill()
                self.warm()
            else:  # the check was called off before it began: its spare comes up in time for the next
                self._give_back(worker)

    def _take_spare(self) -> Worker | None:
        """The spare that has waited longest. One that died while it waited is nobody's code's fault: passed over."""
        while self._spares:
            worker = self._spares.popleft()
            self._missing += 1
            if worker.usable:
                return worker
        return None

    def _give_back(self, spare: Worker) -> None:
        self._spares.appendleft(spare)
        self._missing -= 1

    def _keep(self, started: asyncio.Task[Worker]) -> None:
        if started.cancelled() or started.exception():
            self._missing += 1
        else:
            self._spares.append(started.result())

    async def start(self, **limits: Any) -> Worker:
        starting = self._begin(**limits)
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(_abandon)
            raise

    def _begin(self, **limits: Any) -> asyncio.Task[Worker]:
        """A start in a task of its own, never cancelled: asyncio would wait for ever for a process whose pipes it has not
        connected yet. So none may be under way when the event loop ends: `close` waits for those there are, and a closed
        pool begins no more, whatever check or reference still asks for a worker."""
        if self._closed:
            raise WorkerFailed("the judge is closed")
        starting = asyncio.create_task(self._started(**limits))
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        return starting

    async def _started(self, **limits: Any) -> Worker:
        try:
            worker = await self._forked_or_spawned(**limits)
        except OSError as error:  # no process, no memory, no room for a folder
            raise WorkerFailed(str(error)) from error
        self._live.add(worker)
        worker.ended.add_done_callback(lambda _: self._forget(worker))
        worker.ready.add_done_callback(self._confined)
        return worker

    async def _forked_or_spawned(self, *, writes: bool = False, **limits: Any) -> Worker:
        """Labs, with threads and a folder of their own, are spawned."""
        forked = None if writes else await self.supervisor.fork(**limits)
        if forked is None and self._closed:  # the judge was closed while its fork server came up
            raise WorkerFailed("the judge is closed")
        if self._gpu:
            limits |= {"address_space": 0, "gpu": True}
        return forked or await Worker.start(self._level, writes=writes, **limits)

    def _confined(self, ready: asyncio.Future[Level]) -> None:
        if ready.cancelled():
            return
        self._in_force = ready.result()
        if self.weaker and self._tell:
            self._tell(self.weaker)
            self._tell = None

    def _forget(self, worker: Worker) -> None:
        self._live.discard(worker)
        if worker in self._spares:
            self._spares.remove(worker)
            self._missing += 1
            # One that had come up is replaced; if none comes up, the next check says why instead of trying for ever.
            if worker.ready.done():
                self.warm()


def _abandon(started: asyncio.Task[Worker]) -> None:
    if not started.cancelled() and not started.exception():
        started.result().kill()


async def _cut_short(worker: Worker, file: str, patience: Patience) -> Ending:
    """Why a run has no end: it hangs, or its process is gone."""
    if worker.flooded:
        return Ending(End.FLOODED)
    if worker.broken:
        return Ending(End.BROKEN)
    if not worker.ended.done():
        facts = patience.facts()
        return Ending(End.TIMED_OUT, crash_at(await worker.where(file)), facts)
    status = worker.ended.result()
    if status == -signal.SIGXCPU:
        return Ending(End.TIMED_OUT, facts={"seconds": patience.limit})
    where = worker.last_words(file) if status < 0 else None
    return Ending(End.DIED, crash_at(where), {"status": status})
