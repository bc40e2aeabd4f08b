"""Small arrays written out as rows of numbers; larger ones by their shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.cells import cell_len

from tutor.figures_text.canvas import Canvas
from tutor.figures_text.drawing import ACCENT, InkRun, Run, number

MOST_ROWS, MOST_COLUMNS = 5, 6


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of runs. `width`: cells of the longest."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def width(self) -> int:
        return max((sum(cell_len(text) for text, _ in row) for row in self.rows), default=0)

    def put(self, canvas: Canvas, x: int, y: int) -> None:
        """Write the table with its upper left corner at (x, y)."""
        for offset, row in enumerate(self.rows):
            at = x
            for text, ink in row:
                canvas.write(at, y + offset, text, ink)
                at += cell_len(text)


def table(array: object, digits: int, ink: InkRun, marked: tuple[int, ...] | None = None) -> Table:
    """An array with the given number of digits, its marked element in brackets; with 0 digits, or too large: its shape."""
    values = np.asarray(array)
    if values.dtype.kind not in "biuf":
        return Table((((str(array)[:20], ink),),))
    if digits == 0 or values.ndim > 2 or values.size == 0 or not _small(values):
        return _shape(values, ink)
    grid = np.atleast_2d(values)
    texts = [[number(float(value), digits) for value in row] for row in grid]
    width = max(len(text) for row in texts for text in row)
    at = None if marked is None else (*(0,) * (2 - len(marked)), *marked)
    return Table(tuple(_row(row, index, width, ink, at) for index, row in enumerate(texts)))


def _row(texts: list[str], index: int, width: int, ink: InkRun, marked: tuple[int, ...] | None) -> tuple[Run, ...]:
    runs: list[Run] = []
    for column, text in enumerate(texts):
        plain, chosen = f" {text.rjust(width)} ", f"[{text.rjust(width)}]"
        runs.append((chosen, ACCENT) if marked == (index, column) else (plain, ink))
    return tuple(runs)


def _shape(values: npt.NDArray[Any], ink: InkRun) -> Table:
    text = str(values.shape).replace(" ", "") if values.ndim else number(float(values))
    return Table((((text, ink),),))


def _small(values: npt.NDArray[Any]) -> bool:
    grid = np.atleast_2d(values)
    return bool(grid.shape[0] <= MOST_ROWS and grid.shape[1] <= MOST_COLUMNS)
