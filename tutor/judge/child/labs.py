"""The job `lab`: one frame for each grant. A grant may bring new settings, which start the experiment anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from engine.checking import Draw
from engine.training.live import PACE
from tutor.course.drawing import INK
from tutor.judge.child.crashes import describe_crash
from tutor.judge.child.modules import execute, lend
from tutor.judge.child.runs import Job, Prints, Requests, Send, Stopped, end, load, prints_for
from tutor.judge.wire.figures import figure_from, figure_spec, is_figure
from tutor.judge.wire.frames import MAX_FRAME

RUN = "lab"

_BaseException = BaseException


class LabSettings:
    """What a lab finds under `settings`: its controls by name, and the checkpoint to go on from, or None.

    A sheet that was drawn on is an array (rows, columns), from 0 for paper to 1 for ink.
    """

    def __init__(self, controls: dict[str, Any], checkpoint: Any) -> None:
        self.checkpoint = checkpoint
        self.__dict__.update(
            {name: _read_sheet(value) if isinstance(value, str) else value for name, value in controls.items()}
        )


def _read_sheet(text: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The lines of `tutor.course.drawing`, a digit for each pixel."""
    return np.array([[int(level) for level in line] for line in text.splitlines()]) / INK


def lab(job: Job, blob: bytes, send: Send, requests: Requests) -> None:
    """Answer each grant with a frame, or with the end of the lab."""
    prints = prints_for(send, RUN, os._exit)
    run = job["runs"][0]
    try:
        module = load(run, job)
        lend(module, job.get("defines", ()))
        program = execute("lab", "lab.py", job["lab"])
    except Stopped as stopped:
        end(send, RUN, stopped.told)
        return
    checkpoint = figure_from(job["checkpoint"], blob) if job.get("checkpoint") else None
    frames = _frames(program, module, job["seed"], LabSettings(job["settings"], checkpoint))
    for grant, _ in requests:
        PACE.seconds = grant.get("seconds", PACE.seconds)
        if "settings" in grant:
            frames = _frames(program, module, job["seed"], LabSettings(grant["settings"], None))
        _send_frame(frames, run["file"], send, prints)


def _frames(program: ModuleType, module: ModuleType, seed: int, settings: LabSettings) -> Iterator[Any]:
    """Begun with the first frame: what a lab raises before that is told like all the rest."""
    yield from program.lab(module, Draw(seed), settings)


def _send_frame(frames: Iterator[Any], file: str, send: Send, prints: Prints) -> None:
    blobs: list[bytes] = []
    try:
        figure = next(frames, None)
        prints.flush()
        if figure is None:
            end(send, RUN, {"how": "done"})
            return
        if not is_figure(figure):
            raise TypeError(f"{type(figure).__name__} is no figure; yield one of engine.figures")
        spec = figure_spec(figure, blobs)
        if sum(map(len, blobs)) > MAX_FRAME:
            raise ValueError(f"a frame has at most {MAX_FRAME >> 20} MiB of numbers")
    except _BaseException as error:
        prints.flush()
        end(send, RUN, {"how": "raised", "crash": describe_crash(error, file)})
        return
    send({"t": "frame", "figure": spec}, b"".join(blobs))
