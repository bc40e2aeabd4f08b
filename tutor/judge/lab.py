"""A lab as the judge sees it: one figure for each grant."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from engine.training.live import FRAME_SECONDS
from tutor.judge.process import Worker, crash_at
from tutor.judge.recorder import PrintedText
from tutor.judge.wire.figures import figure_from, figure_spec, is_figure
from tutor.judge.wire.frames import BadFrame
from tutor.judge.wire.programs import with_code
from tutor.judge.wire.unpacking import ending
from tutor.model import End, Ending

GLANCE = 0.1  # seconds between looks at what a lab has written


class Lab:
    """A lab that has been started and waits for its first grant."""

    def __init__(self, worker: Worker, job: dict[str, Any]) -> None:
        self._worker = worker
        self._prints = PrintedText()
        self._over: Ending | None = None
        self._file = job["runs"][0]["file"]
        self._answers: asyncio.Queue[tuple[dict[str, Any], bytes]] = asyncio.Queue()
        worker.listener = self._hear
        blobs: list[bytes] = []
        checkpoint = figure_spec(job["checkpoint"], blobs) if job.get("checkpoint") else None
        worker.send({**with_code(job), "kind": "lab", "checkpoint": checkpoint}, b"".join(blobs))

    async def next(self, settings: Mapping[str, Any] | None = None, seconds: float = FRAME_SECONDS) -> Any:
        """Grant one frame: a figure, or an Ending when the lab is over. New settings start it anew.

        seconds: of work that the frame is worth, where the lab goes on faster than anybody looks.
        """
        self._worker.send({"seconds": seconds} | ({"settings": dict(settings)} if settings is not None else {}))
        answer = asyncio.ensure_future(self._answers.get())
        try:
            futures: set[asyncio.Future[Any]] = {answer, self._worker.ended}
            await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
            return _answer(*answer.result()) if answer.done() else self._ending()
        finally:
            answer.cancel()

    async def watch(self) -> None:
        """End the lab as soon as it has written more than it may, between frames too."""
        while not self._worker.ended.done():
            await asyncio.sleep(GLANCE)
            if facts := self._worker.over_budget():
                where = await self._worker.where(self._file)
                self._over = Ending(End.OVER_BUDGET, crash_at(where), facts)
                self._worker.kill()
                return

    def give_way(self) -> None:
        """Let everybody else come first, from now on."""
        self._worker.give_way()

    def printed(self) -> str:
        """What it has printed so far."""
        return str(self._prints)

    def _hear(self, header: dict[str, Any], blob: bytes) -> None:
        if header.get("t") == "print":
            self._prints.add(header)
        else:
            self._answers.put_nowait((header, blob))

    def _ending(self) -> Ending:
        if self._over:
            return self._over
        if self._worker.flooded:
            return Ending(End.FLOODED)
        if self._worker.broken:
            return Ending(End.BROKEN)
        return Ending(End.DIED, facts={"status": self._worker.ended.result()})


def _answer(header: dict[str, Any], blob: bytes) -> Any:
    try:
        if header.get("t") != "frame":
            return ending(header)
        figure = figure_from(header.get("figure"), blob)
    except (BadFrame, ValueError, TypeError):
        return Ending(End.BROKEN)
    return figure if is_figure(figure) else Ending(End.BROKEN)
