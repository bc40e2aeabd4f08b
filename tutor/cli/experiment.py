"""A lab's frames on standard output, one below the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tutor.cli.desk import Desk
from tutor.cli.faults import unusable
from tutor.cli.names import nearest
from tutor.experiment import Experiment
from tutor.figures_text import as_text
from tutor.model import Control, Ending, LabPlan, Lesson

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor

ROWS = 22  # of a frame
LOOK_SECONDS = 0.2  # how often to see whether the run has stopped without a word


def plan_of(lesson: Lesson) -> LabPlan:
    """Raises Unusable for a lesson without an experiment."""
    if lesson.lab is None:
        raise unusable("cli.lab.none", lesson=lesson.id)
    return lesson.lab


def chosen(plan: LabPlan, given: Sequence[str]) -> dict[str, float]:
    """Every control's value: the one given as NAME=VALUE, else its default. Raises Unusable."""
    known = {control.name: control for control in plan.controls}
    values = {name: control.default for name, control in known.items()}
    for setting in given:
        name, _, value = setting.partition("=")
        if name not in known:
            raise unusable("cli.lab.unknown-control", name=name, nearest=", ".join(nearest(name, list(known))) or "-")
        values[name] = _value(known[name], value)
    return values


def _value(control: Control, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not control.low <= value <= control.high:
        raise unusable("cli.lab.bad-value", name=control.name, value=text, low=control.low, high=control.high)
    return value


class Frames:
    """Prints what an experiment shows; `done` when it is over or enough has been seen."""

    def __init__(self, desk: Desk, lesson: Lesson, most: int | None) -> None:
        self._desk = desk
        self._labels = desk.catalog.prose(lesson.id, desk.words.language).labels
        self._most = most
        self.shown = 0
        self.ending: Ending | None = None
        self.done = asyncio.Event()

    def show(self, answer: Any) -> None:
        if isinstance(answer, Ending):
            self.ending = answer
        elif not self.done.is_set():
            self.shown += 1
            self._print(answer)
        if self.ending or self.shown == self._most:
            self.done.set()

    def _print(self, figure: Any) -> None:
        paper = self._desk.terminal
        text = as_text(figure, paper.width - 1, ROWS, paper.colour, ascii=not paper.utf8, words=self._labels)
        self._desk.print([*text.rstrip().splitlines(), ""])


async def shown(
    desk: Desk, assessor: Assessor, lesson: Lesson, text: str, settings: dict[str, float], most: int | None
) -> Ending | None:
    """Run a lab on `text` and print its frames; how it ended, None if it was stopped. Raises Unusable if it never began."""
    frames = Frames(desk, lesson, most)
    experiment = Experiment(desk.study, lesson, text, settings, frames.show)
    experiment.start(assessor)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(plan_of(lesson).seconds):
                await _over(frames, experiment)
    finally:
        await experiment.stop()
    if not frames.shown and frames.ending is None:
        raise unusable("cli.lab.nothing", lesson=lesson.id)
    return frames.ending


async def _over(frames: Frames, experiment: Experiment) -> None:
    while experiment.running and not frames.done.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(frames.done.wait(), LOOK_SECONDS)
