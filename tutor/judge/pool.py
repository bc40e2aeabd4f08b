"""The judge's workers: one or two kept warm, each used once.

A check takes a warm worker, hands it one job, hears it out, and kills it; the replacement boots in the background. So no
run can leave anything behind for the next, and an endless loop costs its own time limit and nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

from tutor.judge.confine import Level, probe
from tutor.judge.process import Worker, WorkerFailed
from tutor.judge.recorder import OnRecord, Recorder
from tutor.judge.unpacking import crash
from tutor.judge.wire import BadFrame
from tutor.judge.wire_figures import figure_from, figure_spec
from tutor.model import Crash, End, Ending, Frame, LabPlan, Place, Recording

__all__ = ["Lab", "Pool", "WorkerFailed"]

Job = dict[str, Any]


class Pool:
    """Use inside one event loop, from the main thread; `close` it at the end."""

    def __init__(self, *, spares: int = 1, level: Level | None = None) -> None:
        self._level = level or probe()
        self._wanted = spares
        self._spares: deque[Worker] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def level(self) -> Level:
        return self._level

    def warm(self) -> None:
        """Start the spare workers in the background."""
        for _ in range(self._wanted - len(self._spares)):
            self._in_background(self._add_spare())

    async def check(self, job: Job, limit: float, on_record: OnRecord | None = None) -> dict[str, Recording]:
        """Run a check job; the recordings by run name, those that were cut short included.

        limit: wall-clock seconds from the moment the worker has the job. Cancelling kills the worker.
        Raises WorkerFailed if no worker could be started.
        """
        recorder = Recorder(on_record)
        names = [run["name"] for run in job["runs"]]
        async with self._worker() as worker:
            done = asyncio.get_running_loop().create_future()

            def hear(header: dict[str, Any], blob: bytes) -> None:
                recorder.hear(header, blob)
                if len(recorder.recordings) == len(names) and not done.done():
                    done.set_result(None)

            worker.listener = hear
            worker.send(job)
            await asyncio.wait({done, worker.ended}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if not done.done():
                running = next(run for run in job["runs"] if run["name"] not in recorder.recordings)
                ending = await _cut_short(worker, running["file"], limit)
                recorder.recordings[running["name"]] = recorder.cut(running["name"], ending)
            return {
                name: replace(recorder.recordings.get(name, Recording(ending=Ending(End.DIED))), prints=worker.printed())
                for name in names
            }

    async def evaluate(self, job: Job, limit: float) -> Recording:
        """Run a `try` job: what it printed, and how it ended."""
        job = {**job, "kind": "try", "runs": [{**job["runs"][0], "name": "try"}]}
        return (await self.check(job, limit))["try"]

    @contextlib.asynccontextmanager
    async def lab(self, job: Job, plan: LabPlan) -> AsyncIterator[Lab]:
        """A running lab in a worker of its own, with the limits that its lesson declares."""
        worker = await Worker.start(
            self._level,
            address_space=plan.memory_mb << 20,
            cpu_seconds=int(plan.seconds * plan.threads) + 60,
            threads=plan.threads,
        )
        try:
            await worker.until_ready()
            yield Lab(worker, job)
        finally:
            worker.kill()

    async def close(self) -> None:
        """Kill all spares; wait until none is left."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._spares:
            worker.kill()
        await asyncio.gather(*(worker.ended for worker in self._spares))
        self._spares.clear()

    @contextlib.asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        worker = self._spares.popleft() if self._spares else await Worker.start(self._level)
        try:
            await worker.until_ready()
            yield worker
        finally:
            worker.kill()
            if self._wanted and not self._closed:
                self._in_background(self._add_spare())

    async def _add_spare(self) -> None:
        worker = await Worker.start(self._level)
        if self._closed or len(self._spares) >= self._wanted:
            worker.kill()
        else:
            self._spares.append(worker)

    def _in_background(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _cut_short(worker: Worker, file: str, limit: float) -> Ending:
    """Why a run has no end: it hangs, or its process is gone."""
    if worker.flooded:
        return Ending(End.FLOODED)
    if not worker.ended.done():
        where = await worker.where(file)
        frames = (Frame(where[0], Place(where[1])),) if where else ()
        return Ending(End.TIMED_OUT, Crash("", frames=frames), {"seconds": limit})
    status = worker.ended.result()
    if status == -signal.SIGXCPU:
        return Ending(End.TIMED_OUT, facts={"seconds": limit})
    return Ending(End.BROKEN if worker.broken else End.DIED, facts={"status": status})


class Lab:
    """A lab that has been started and waits for its first grant."""

    def __init__(self, worker: Worker, job: Job) -> None:
        self._worker = worker
        self._answers: asyncio.Queue[tuple[dict[str, Any], bytes]] = asyncio.Queue()
        worker.listener = lambda header, blob: self._answers.put_nowait((header, blob))
        blobs: list[bytes] = []
        checkpoint = figure_spec(job["checkpoint"], blobs) if job.get("checkpoint") else None
        worker.send({**job, "kind": "lab", "checkpoint": checkpoint}, b"".join(blobs))

    async def next(self, settings: Mapping[str, Any] | None = None) -> Any:
        """Grant one frame: a figure, or an Ending when the lab is over. New settings start it anew."""
        self._worker.send({"settings": dict(settings)} if settings is not None else {})
        answer = asyncio.ensure_future(self._answers.get())
        futures: set[asyncio.Future[Any]] = {answer, self._worker.ended}
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            return Ending(End.DIED, facts={"status": self._worker.ended.result()})
        return _lab_answer(*answer.result())

    def printed(self) -> str:
        return self._worker.printed()


def _lab_answer(header: dict[str, Any], blob: bytes) -> Any:
    try:
        if header.get("t") == "frame":
            return figure_from(header.get("figure"), blob)
        raised = crash(header["crash"]) if isinstance(header.get("crash"), dict) else None
        return Ending(End(str(header.get("how"))), raised, header.get("facts") or {})
    except (BadFrame, ValueError):
        return Ending(End.BROKEN)
