"""A lab's frames on standard output, one below the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.cli.names import nearest
from tutor.course.controls import Setting, Settings, defaults, sheet_in_view
from tutor.course.digits import sample
from tutor.course.drawing import SIDE, BadDrawing, ink_from
from tutor.figures_text import as_text
from tutor.model import Control, Ending, LabPlan, Lesson, Message
from tutor.session.experiment import Experiment
from tutor.storage.files import read_bytes

if TYPE_CHECKING:
    from engine.figures import Figure
    from tutor.judge.assess import Assessor

ROWS = 22  # of a frame
LOOK_SECONDS = 0.2  # how often to see whether the run has stopped without a word


def plan_of(lesson: Lesson) -> LabPlan:
    """Raises Unusable for a lesson without an experiment."""
    if lesson.lab is None:
        raise unusable("cli.lab.none", lesson=lesson.id)
    return lesson.lab


def chosen(plan: LabPlan, given: Sequence[str]) -> dict[str, Setting]:
    """Every control's value: the one given as NAME=VALUE, else its default. Raises Unusable."""
    known = {control.name: control for control in plan.controls}
    values = defaults(plan)
    for setting in given:
        name, _, value = setting.partition("=")
        if name not in values:
            raise unusable("cli.lab.unknown-control", name=name, nearest=", ".join(nearest(name, list(values))) or "-")
        values[name] = _value(known[name], value) if name in known else _drawing(value)
    return values


def _value(control: Control, text: str) -> float:
    """A number in the control's range, or a choice by its name."""
    if text in control.choices:
        return float(control.choices.index(text))
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not control.low <= value <= control.high:
        facts = {"name": control.name, "value": text, "low": control.low, "high": control.high}
        if control.choices:
            raise unusable("cli.lab.no-choice", **facts, choices=", ".join(control.choices))
        raise unusable("cli.lab.bad-value", **facts)
    return value


def _drawing(value: str) -> str:
    """A digit that is drawn already, or a file with the lines of a drawing."""
    if len(value) == 1 and value in "0123456789":
        return str(sample(int(value)))
    try:
        return str(ink_from(read_bytes(Path(value), 64 << 10).decode("utf-8")))
    except BadDrawing as fault:
        key = "cli.lab.drawing-wide" if fault.line else "cli.lab.drawing-long"
        raise unusable(key, file=value, line=fault.line, width=fault.width, side=SIDE) from None
    except (OSError, UnicodeDecodeError):
        raise unusable("cli.lab.no-drawing", file=value) from None


def blank(plan: LabPlan, settings: Settings) -> Message | None:
    """What to say where there is something to draw on and nothing is drawn."""
    if plan.sheet is None or not sheet_in_view(plan, settings) or not ink_from(str(settings[plan.sheet.name])).blank:
        return None
    return Message("cli.lab.blank", {"name": plan.sheet.name})


class Frames:
    """Prints what an experiment shows; `done` when it is over or enough has been seen."""

    def __init__(self, context: CommandContext, lesson: Lesson, most: int | None) -> None:
        self._desk = context
        self._labels = context.catalog.prose(lesson.id, context.words.language).labels
        self._most = most
        self.shown = 0
        self.ending: Ending | None = None
        self.done = asyncio.Event()

    def show(self, answer: Figure | Ending) -> None:
        if isinstance(answer, Ending):
            self.ending = answer
        elif not self.done.is_set():
            self.shown += 1
            self._print(answer)
        if self.ending or self.shown == self._most:
            self.done.set()

    def _print(self, figure: Figure) -> None:
        paper = self._desk.terminal
        text = as_text(figure, paper.width - 1, ROWS, paper.colour, ascii=not paper.utf8, words=self._labels)
        self._desk.print([*text.rstrip().splitlines(), ""])


async def shown(
    context: CommandContext, assessor: Assessor, lesson: Lesson, text: str, settings: dict[str, Setting], most: int | None
) -> Ending | None:
    """Run a lab on `text` and print its frames; how it ended, None if it was stopped. Raises Unusable if it never began."""
    frames = Frames(context, lesson, most)
    experiment = Experiment(
        context.learner, lesson, text, settings, frames.show, resume=settings == defaults(plan_of(lesson))
    )
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
