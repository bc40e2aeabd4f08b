"""A lab at work: frames granted one by one, at most ten a second; pausable; its parameters kept on disk. Headless."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.faults import StoreError
from tutor.model import Ending, Lesson
from tutor.study import Study

if TYPE_CHECKING:
    from engine.figures import Checkpoint
    from tutor.judge.assess import Assessor

FRAME_SECONDS = 0.1

Show = Callable[[Any], None]  # a figure, or the Ending of the lab


@dataclass
class Experiment:
    """One run of a lesson's lab on a text. `show` gets each figure; the run goes on while others are looked at."""

    study: Study
    lesson: Lesson
    text: str
    settings: dict[str, float]
    show: Show
    frames: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    running: bool = False
    _granting: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: bool = False
    _task: asyncio.Task[None] | None = None
    _run: int | None = None

    def start(self, assessor: Assessor) -> None:
        """Begin, in the background of the running event loop."""
        self._granting.set()
        self.running = True
        self._task = asyncio.create_task(self._go(assessor))

    @property
    def paused(self) -> bool:
        return not self._granting.is_set()

    def pause(self, on: bool) -> None:
        """Withhold frames, or grant them again."""
        if on:
            self._granting.clear()
        else:
            self._granting.set()

    def turn(self, name: str, value: float) -> None:
        """Move a control; the experiment starts anew with it."""
        self.settings[name] = value
        self._changed = self.running = True
        self._granting.set()

    async def stop(self) -> None:
        """End the run and its process."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _go(self, assessor: Assessor) -> None:
        assert self.lesson.lab is not None
        file = self.study.file_name(self.lesson.id)
        job = assessor.lab_job(self.lesson, self.text, file, self.study.mine(self.lesson), self.settings)
        job["checkpoint"] = load_checkpoint(self.checkpoint_file)
        self._run = self._recorded(lambda: self.study.store.start_lab(self.study.key(self.lesson.id), self.settings))
        try:
            async with assessor.pool.lab(job, self.lesson.lab) as lab:
                while True:
                    await self._granting.wait()
                    started = time.perf_counter()
                    changed, self._changed = self._changed, False
                    await self._take(await lab.next(self.settings if changed else None))
                    await asyncio.sleep(max(0.0, FRAME_SECONDS - (time.perf_counter() - started)))
        finally:
            self.running = False
            self._recorded(self._end)

    async def _take(self, answer: Any) -> None:
        from engine.figures import Checkpoint

        if isinstance(answer, Checkpoint):
            await asyncio.to_thread(save_checkpoint, self.checkpoint_file, answer)
            return
        if isinstance(answer, Ending):
            self._granting.clear()  # a lab that is over waits for a control to be moved
            self.running = False
        else:
            self.frames += 1
            self.facts |= notes_of(answer)
            self._recorded(self._note)
        self.show(answer)

    def _end(self) -> None:
        if self._run is not None:
            self.study.store.end_lab(self._run)

    def _note(self) -> None:
        if self._run is not None:
            self.study.store.note_frame(self._run, self.facts)

    @property
    def checkpoint_file(self) -> Path:
        return self.study.workspace.checkpoints / f"{self.lesson.id}.npz"

    def _recorded(self, write: Callable[[], Any]) -> Any:
        if not self.study.writable:
            return None
        try:
            return write()
        except StoreError:
            return None  # a run whose record cannot be kept is still worth watching


def notes_of(figure: Any) -> dict[str, Any]:
    """The facts that a frame states in words: what is remembered of a run."""
    from engine.figures import Board, Note

    if isinstance(figure, Note):
        return {f"{figure.key}.{name}": _plain(value) for name, value in figure.facts.items()}
    if isinstance(figure, Board):
        return {name: value for part in figure.figures for name, value in notes_of(part).items()}
    return {}


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str | bool | None) else str(value)


def save_checkpoint(file: Path, checkpoint: Checkpoint) -> None:
    """Write parameters whole or not at all."""
    import io

    import numpy as np

    from tutor.files import write_atomically

    buffer = io.BytesIO()
    arrays: Mapping[str, Any] = {f"array.{name}": value for name, value in checkpoint.arrays.items()}
    np.savez(buffer, step=np.array(checkpoint.step), **arrays)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, buffer.getvalue())


def load_checkpoint(file: Path) -> Checkpoint | None:
    """The parameters that an earlier run left, or None; a file that cannot be read counts as none."""
    import zipfile

    import numpy as np

    from engine.figures import Checkpoint

    try:
        with np.load(file, allow_pickle=False) as stored:
            arrays = {name.removeprefix("array."): stored[name] for name in stored.files if name != "step"}
            return Checkpoint(int(stored["step"]), arrays)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
