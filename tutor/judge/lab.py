"""A lab as the judge sees it: one figure for each grant."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from engine.training.live import FRAME_SECONDS
from tutor.judge.process import Worker
from tutor.judge.recorder import PrintedText
from tutor.judge.wire.figures import figure_from, figure_spec
from tutor.judge.wire.frames import BadFrame
from tutor.judge.wire.unpacking import ending
from tutor.model import End, Ending


class Lab:
    """A lab that has been started and waits for its first grant."""

    def __init__(self, worker: Worker, job: dict[str, Any]) -> None:
        self._worker = worker
        self._prints = PrintedText()
        self._answers: asyncio.Queue[tuple[dict[str, Any], bytes]] = asyncio.Queue()
        worker.listener = self._hear
        blobs: list[bytes] = []
        checkpoint = figure_spec(job["checkpoint"], blobs) if job.get("checkpoint") else None
        worker.send({**job, "kind": "lab", "checkpoint": checkpoint}, b"".join(blobs))

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
        if self._worker.flooded:
            return Ending(End.FLOODED)
        if self._worker.broken:
            return Ending(End.BROKEN)
        return Ending(End.DIED, facts={"status": self._worker.ended.result()})


def _answer(header: dict[str, Any], blob: bytes) -> Any:
    try:
        return figure_from(header.get("figure"), blob) if header.get("t") == "frame" else ending(header)
    except (BadFrame, ValueError):
        return Ending(End.BROKEN)
