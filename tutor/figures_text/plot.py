"""plotext behind one door: it only ever sees finite numbers between 0 and 1, few of them, and is asked afresh each time.

plotext 5.3.2 hangs on points far outside its limits, fails on NaN, applies a logarithm twice and knows no wide
characters; so limits, ticks, logarithms, labels and legends are worked out here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from plotext._figure import _figure_class

from tutor.figures_text.drawing import ERROR, PLAIN, Drawing, InkRun, Room, Row, number, role

Floats: TypeAlias = npt.NDArray[np.float64]

HUGE = 1e30  # beyond this a number says only that something exploded
LEAST = (16, 5)  # cells; a smaller frame has no place for a curve
GLYPHS = "●▲■◆○△"
ASCII_GLYPHS = "ox+#*%"
FRAME = str.maketrans("┌┐└┘┤├┬┴┼─│", "+++++++++-|")
SGR = re.compile(r"\x1b\[([0-9;]*)m")
FAULTS = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError, MemoryError)

Ticks: TypeAlias = "tuple[list[float], list[str]]"


@dataclass(frozen=True, slots=True)
class Axis:
    """The part of a number line that is shown, linear or of powers of ten (`low` and `high` then are exponents)."""

    low: float
    high: float
    log: bool = False

    def place(self, values: Floats) -> Floats:
        """Where values lie between the ends: 0 at `low`, 1 at `high`; at most one length outside."""
        scaled = np.log10(values) if self.log else values
        return np.clip((scaled - self.low) / (self.high - self.low), -1, 2)

    def ticks(self, most: int) -> Ticks:
        """Round numbers within the ends, at most `most` or 2: places and labels. The ends where no two are round."""
        ways = (self._round, lambda most: self._round(2 * most), *([self._within_decades] if self.log else []))
        return next((found for found in (way(most) for way in ways) if len(found[0]) > 1), self._ends())

    def _within_decades(self, most: int) -> Ticks:
        """1, 2 and 5 times powers of ten, where there are not two powers of ten; no more than `most` or 2."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        marks = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
        marks = [mark for mark in marks if self.low - 1e-9 <= math.log10(mark) <= self.high + 1e-9]
        marks = marks if len(marks) <= max(2, most) else [marks[0], marks[-1]]
        places = [(math.log10(mark) - self.low) / (self.high - self.low) for mark in marks]
        return places, [number(mark, 4) for mark in marks]

    def _ends(self) -> Ticks:
        return [0.0, 1.0], [number(10.0**end if self.log else end, 4) for end in (self.low, self.high)]

    def _round(self, most: int) -> Ticks:
        span = self.high - self.low
        step = max(_round_step(span / max(1, most)), 1.0 if self.log else 0.0)
        first = math.ceil(self.low / step - 1e-9)
        marks = [index * step for index in range(first, first + most + 2) if index * step <= self.high + span * 1e-9]
        labels = [f"1e{mark:.0f}" if self.log else number(_clean(mark, step), 4) for mark in marks]
        return [(mark - self.low) / span for mark in marks], labels


class PlotFigure(Protocol):
    """What is asked of a figure of plotext, which has no types."""

    def plot(self, x: list[float], y: list[float], *, marker: str, color: int) -> object: ...

    def scatter(self, x: list[float], y: list[float], *, marker: str, color: int) -> object: ...

    def bar(self, x: list[float], y: list[float], *, width: float, marker: str, color: int) -> object: ...


def numbers(values: object) -> Floats:
    """Whatever a lab yielded as a flat array of floats; what is no number becomes NaN."""
    try:
        return np.asarray(values, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        return np.full(np.size(np.asarray(values, dtype=object)), np.nan)


def axis_of(values: Floats, limits: tuple[float, float] | None = None, log: bool = False) -> Axis:
    """An axis for finite values (positive ones, if `log`), or for the given limits if they make sense."""
    if limits is not None and sensible(limits, log):
        low, high = (math.log10(limit) if log else float(limit) for limit in limits)
        return Axis(low, high, log)
    scaled = np.log10(values) if log else values
    low, high = (float(scaled.min()), float(scaled.max())) if scaled.size else (0.0, 1.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        half = max(abs(low) * 0.05, 0.5 if log or low == 0 else 1e-6)
        low, high = low - half, high + half
    return Axis(low, high, log)


def framed(room: Room, x: Axis, y: Axis, paint: Callable[[PlotFigure], None]) -> Drawing:
    """A frame with round ticks around what `paint` puts on a plotext figure whose axes both run from 0 to 1."""
    if room.width < LEAST[0] or room.height < LEAST[1]:
        return (((" ", PLAIN),),)
    try:
        return _rows(_built(room, x, y, paint), room)
    except FAULTS as fault:
        return (((f"? {fault}", ERROR),),)


def _built(room: Room, x: Axis, y: Axis, paint: Callable[[PlotFigure], None]) -> str:
    figure = _figure_class()
    figure._limit_size(False, False)  # noqa: SLF001 - plotext has no other name for it
    figure.plot_size(room.width, room.height)
    figure.theme("clear")
    figure.xlim(0, 1)
    figure.ylim(0, 1)
    paint(figure)
    figure.xticks(*x.ticks(max(1, room.width // 12)))  # after the bars, which set ticks of their own
    figure.yticks(*y.ticks(max(1, room.height // 3)))
    return str(figure.build())


def _rows(text: str, room: Room) -> Drawing:
    return tuple(_row(line.translate(FRAME) if room.ascii else line) for line in text.splitlines())


def _row(line: str) -> Row:
    """A line with ANSI colours as runs; plotext's colour numbers are series."""
    parts = SGR.split(line)
    inks = [PLAIN, *(_ink(code) for code in parts[1::2])]
    return tuple((text, ink) for text, ink in zip(parts[::2], inks, strict=True) if text)


def _ink(code: str) -> InkRun:
    found = re.fullmatch(r"38;5;(\d+)", code)
    return InkRun(role(int(found[1]))) if found else PLAIN


def thinned(x: Floats, y: Floats, columns: int) -> tuple[Floats, Floats]:
    """At most two points a column: the lowest and the highest of each stretch, in their order."""
    stretch = -(-len(y) // max(1, columns))
    if stretch <= 2:
        return x, y
    whole = len(y) // stretch * stretch
    block = y[:whole].reshape(-1, stretch)
    ends = np.sort(np.stack([block.argmin(1), block.argmax(1)], 1), 1)
    chosen = (ends + np.arange(len(block))[:, None] * stretch).ravel()
    chosen = np.append(chosen, len(y) - 1)
    return x[chosen], y[chosen]


def sensible(limits: Sequence[float], log: bool = False) -> bool:
    """Whether these are the two ends of an axis."""
    low, high = limits
    return bool(np.isfinite([low, high]).all() and -HUGE < low < high < HUGE and (low > 0 or not log))


def _round_step(step: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9))


def _clean(mark: float, step: float) -> float:
    """A tick without the dust of its multiplication."""
    return 0.0 if abs(mark) < step / 1e6 else mark
