"""A failed gradient: yours, the numerical one and their difference, side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tutor.figures_text.drawing import number
from tutor.ui.widgets.grids import Grid, difference, grid_of, largest, window
from tutor.ui.widgets.semantic_colours import legible_on

MOST_ROWS = 8
GAP = 3  # cells between two matrices
POSITIVE, NEGATIVE = Color.parse("#d7301f"), Color.parse("#2b6cb0")
STEPS = 32  # of strength: a number that differs in its last digits from one machine to another looks the same
DIGITS = (4, 3, 2, 1)
LEAST_FIGURE = 4  # cells that a figure needs; in fewer only its sign is shown
MOST_STACKED = 2  # rows of a matrix that is drawn below another
EQUAL = 1e-12  # of the greatest gradient: smaller differences are rounding


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arrays that should agree. `worst`: indices of the elements that differ most, worst first."""

    name: str
    yours: Any
    numerical: Any
    worst: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """One of the three: its title, its numbers (None: not to be drawn, `instead` says why) and its scale."""

    title: str
    grid: Grid | None
    scale: float
    instead: str = ""
    silent: float = -1.0  # magnitudes up to this are drawn as a dot


class GradientMap(Widget):
    """Three small matrices. `words` gives the titles for the keys yours, numerical and difference."""

    DEFAULT_CSS = """
    GradientMap { width: 1fr; height: auto; }
    """

    def __init__(
        self,
        comparison: Comparison | None = None,
        words: Mapping[str, str] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words or {}
        self._comparison = comparison

    def show(self, comparison: Comparison | None) -> None:
        """Draw another comparison; None empties the widget."""
        self._comparison = comparison
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if self._comparison is None:
            return 0
        matrices = self._matrices(self._comparison)
        rows = [len(_rows_in_view(self._comparison, matrix)) for matrix in matrices]
        return sum(rows) if _is_stacked(matrices, width) else 1 + max(rows)

    def render_line(self, y: int) -> Strip:
        blank = Strip.blank(self.size.width, self.rich_style)
        if self._comparison is None:
            return blank
        matrices = self._matrices(self._comparison)
        if _is_stacked(matrices, self.size.width):
            line = self._stack_line(self._comparison, matrices, y)
            return line.crop(0, self.size.width).extend_cell_length(self.size.width).apply_style(self.rich_style)
        cells = _cell_width(matrices, _third(self.size.width))
        parts = [self._part(self._comparison, matrix, cells, y) for matrix in matrices]
        gap = Strip([Segment(" " * GAP)], GAP)
        line = Strip.join([part for strip in parts for part in (strip, gap)][:-1])
        return line.crop(0, self.size.width).extend_cell_length(self.size.width).apply_style(self.rich_style)

    def _stack_line(self, comparison: Comparison, matrices: Sequence[Matrix], y: int) -> Strip:
        """One below the other, titles to the left: flat gradients keep their figures in a narrow column."""
        label = max(cell_len(matrix.title) for matrix in matrices)
        cell = _cell_width(matrices, self.size.width - label - 1)
        for matrix in matrices:
            rows = _rows_in_view(comparison, matrix)
            if y < len(rows):
                title = Segment(set_cell_size(matrix.title if y == 0 else "", label + 1), Style(bold=True))
                columns = range(matrix.grid.size[1] if matrix.grid else 0)
                return Strip([title, *self._cells(comparison, matrix, rows[y], cell, columns)])
            y -= len(rows)
        return Strip([])

    def _matrices(self, comparison: Comparison) -> tuple[Matrix, Matrix, Matrix]:
        yours, other = grid_of(comparison.yours), grid_of(comparison.numerical)
        apart = difference(yours, other) if yours and other else None
        scale, name = largest([yours, other]), comparison.name
        shapes = " ≠ ".join(
            _shape(grid, array) for grid, array in ((yours, comparison.yours), (other, comparison.numerical))
        )
        return (
            Matrix(f"{name} {self._word('yours')} {_shape(yours, comparison.yours)}", yours, scale, "-"),
            Matrix(f"{self._word('numerical')}", other, scale, "-"),
            Matrix(f"{self._word('difference')}", apart, largest([apart]), shapes, scale * EQUAL),
        )

    def _word(self, key: str) -> str:
        return self._words.get(key, key)

    def _part(self, comparison: Comparison, matrix: Matrix, cell: int, y: int) -> Strip:
        width = _width(matrix, comparison, cell, self.size.width)
        if y == 0:
            return Strip([Segment(_shorten(matrix.title, width), Style(bold=True))], width)
        if matrix.grid is None:
            return Strip([Segment(set_cell_size(matrix.instead if y == 1 else "", width))], width)
        rows = _rows_in_view(comparison, matrix)
        columns = _columns_in_view(comparison, matrix, cell, self.size.width)
        segments = self._cells(comparison, matrix, rows[y - 1], cell, columns) if y <= len(rows) else []
        return Strip(segments).extend_cell_length(width)

    def _cells(self, comparison: Comparison, matrix: Matrix, row: int, cell: int, columns: range) -> list[Segment]:
        assert matrix.grid is not None
        worst = _worst(comparison, matrix.grid)
        values = matrix.grid.rows[row]
        return [
            Segment(_text(values[column], cell, (row, column) in worst, matrix), self._style(values[column], matrix))
            for column in columns
        ]

    def _style(self, value: float, matrix: Matrix) -> Style:
        """Red for positive, blue for negative, stronger for larger; sixteen-colour themes colour the figures instead."""
        if not math.isfinite(value):
            return Style(bold=True, reverse=True)
        level = value / matrix.scale if matrix.scale else 0.0
        if abs(value) <= matrix.silent or level == 0:
            return Style(dim=True)
        if self.app.native_ansi_color:
            return Style(color="red" if level > 0 else "blue", bold=abs(level) > 0.5)
        ground = self.background_colors[1]
        strength = round(min(1.0, abs(level)) * STEPS) / STEPS
        back = ground.blend(POSITIVE if level > 0 else NEGATIVE, 0.15 + 0.75 * strength, alpha=1)
        return Style(color=legible_on(back).rich_color, bgcolor=back.rich_color)


def _text(value: float, cell: int, worst: bool, matrix: Matrix) -> str:
    """The figure, or its sign where there is no room; the worst in brackets, so that colour is never alone."""
    silent = abs(value) <= matrix.silent
    if cell < LEAST_FIGURE:
        sign = (
            "!" if worst else "?" if not math.isfinite(value) else "·" if silent or value == 0 else "+" if value > 0 else "-"
        )
        return sign.ljust(cell)
    shown = (
        "·"
        if silent
        else next((text for text in (number(value, digits) for digits in DIGITS) if len(text) <= cell - 2), "#")
    )
    return ("[{}]" if worst else " {} ").format(shown.rjust(cell - 2))


def _third(width: int) -> int:
    """The room of one matrix of three side by side."""
    return max(1, (width - 2 * GAP) // 3)


def _is_stacked(matrices: Sequence[Matrix], width: int) -> bool:
    """Whether flat gradients show figures one below the other that side by side would have to be signs."""
    label = max(cell_len(matrix.title) for matrix in matrices)
    flat = all(matrix.grid is not None and matrix.grid.size[0] <= MOST_STACKED for matrix in matrices)
    return flat and _cell_width(matrices, _third(width)) < LEAST_FIGURE <= _cell_width(matrices, width - label - 1)


def _cell_width(matrices: Sequence[Matrix], room: int) -> int:
    """Cells for an element, brackets included: as many as its figures need, fewer figures if they do not fit, or one."""
    grids = [matrix.grid for matrix in matrices if matrix.grid]
    columns = max((grid.size[1] for grid in grids), default=1) or 1
    for digits in DIGITS:
        longest = max((len(number(v, digits)) for grid in grids for row in grid.rows for v in row), default=1)
        if (longest + 2) * columns <= room:
            return longest + 2
    return 2 if 2 * columns <= room else 1


def _width(matrix: Matrix, comparison: Comparison, cell: int, width: int) -> int:
    """Cells for a whole matrix: its numbers or its title, within a third of the room."""
    numbers = cell * len(_columns_in_view(comparison, matrix, cell, width))
    return min(max(numbers, cell_len(matrix.title), cell_len(matrix.instead)), _third(width))


def _columns_in_view(comparison: Comparison, matrix: Matrix, cell: int, width: int) -> range:
    if matrix.grid is None:
        return range(0)
    around = [column for _, column in _worst(comparison, matrix.grid)]
    return window(matrix.grid.size[1], max(1, _third(width) // cell), around)


def _rows_in_view(comparison: Comparison, matrix: Matrix) -> range:
    if matrix.grid is None:
        return range(1)
    around = [row for row, _ in _worst(comparison, matrix.grid)]
    return window(matrix.grid.size[0], MOST_ROWS, around)


def _shorten(text: str, width: int) -> str:
    """Text of exactly `width` cells, its cut marked."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _worst(comparison: Comparison, grid: Grid) -> list[tuple[int, int]]:
    return [grid.cell(index) for index in comparison.worst]


def _shape(grid: Grid | None, array: Any) -> str:
    if array is None:
        return "None"
    return type(array).__name__ if grid is None else str(grid.shape)
