"""A training run told as it goes: a bar on a terminal that can redraw a line, else one line for each epoch."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tutor.cli.context import CommandContext

if TYPE_CHECKING:
    from engine.training.progress import Progress

CELLS = 24  # of the bar
BACK = "\r\x1b[K"  # to the start of the line, and clear it
REDRAW_SECONDS = 0.1


class Reporter:
    """Called with each Progress."""

    def __init__(self, context: CommandContext, *, redraws: bool) -> None:
        self._desk = context
        self._redraws = redraws
        self._drawn = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.train_accuracy is not None:
            self.wipe()
            self._desk.print(_epoch_line(self._desk, progress))
        elif self._redraws and progress.seconds - self._drawn >= REDRAW_SECONDS:
            self._drawn = progress.seconds
            sys.stdout.write(BACK + _bar_line(self._desk, progress))
            sys.stdout.flush()

    def wipe(self) -> None:
        """Take the bar away."""
        if self._redraws:
            sys.stdout.write(BACK)
            sys.stdout.flush()


def _epoch_line(context: CommandContext, progress: Progress) -> str:
    return context.words(
        "cli.train.epoch",
        epoch=progress.epoch,
        epochs=progress.epochs,
        loss=progress.loss,
        train=progress.train_accuracy,
        test=progress.validation_accuracy,
        time=clock(progress.seconds),
    )


def _bar_line(context: CommandContext, progress: Progress) -> str:
    done = share(progress)
    left = progress.seconds / done - progress.seconds
    said = context.words(
        "cli.train.bar",
        epoch=progress.epoch + 1,
        epochs=progress.epochs,
        loss=progress.loss,
        time=clock(progress.seconds),
        left=clock(left),
    )
    return f"{bar(context, done)} {said}"[: context.terminal.width - 1]


def bar(context: CommandContext, done: float) -> str:
    """A bar of which this share is full."""
    full, empty = ("█", "░") if context.terminal.utf8 else ("#", "-")
    return full * round(done * CELLS) + empty * (CELLS - round(done * CELLS))


def share(progress: Progress) -> float:
    """How much of the run is done, above 0 to 1."""
    return (progress.epoch + progress.batch / progress.batches) / progress.epochs


def clock(seconds: float) -> str:
    """1:05, 2:03:10"""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
