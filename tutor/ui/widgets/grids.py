"""Arrays of any shape as small grids of numbers, without NumPy: the verdict shows them before it is loaded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Index: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of floats (NaN for what is no number) of an array of `shape`; leading axes are laid one under another."""

    rows: tuple[tuple[float, ...], ...]
    shape: tuple[int, ...]

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def cell(self, index: Index) -> tuple[int, int]:
        """The row and column of the element at `index` of the array."""
        row = 0
        for position, length in zip(index[:-1], self.shape[:-1], strict=False):
            row = row * length + position
        return row, index[-1] if index else 0


def grid_of(array: Any) -> Grid | None:
    """The grid of an array, a nested list or a number; None for None and for what has no regular shape."""
    values = array.tolist() if hasattr(array, "tolist") else array
    if values is None:
        return None
    shape: list[int] = []
    level = [values]
    while level and all(isinstance(value, list | tuple) for value in level):
        lengths = {len(value) for value in level}
        if len(lengths) != 1:
            return None
        shape.append(lengths.pop())
        level = [inner for value in level for inner in value]
    if any(isinstance(value, list | tuple) for value in level):
        return None
    width = shape[-1] if shape else 1
    flat = [_number(value) for value in level]
    rows = tuple(tuple(flat[start : start + width]) for start in range(0, len(flat), width or 1))
    return Grid(rows, tuple(shape))


def difference(yours: Grid, other: Grid) -> Grid | None:
    """Element by element; None if the shapes differ."""
    if yours.shape != other.shape:
        return None
    rows = tuple(tuple(a - b for a, b in zip(x, y, strict=True)) for x, y in zip(yours.rows, other.rows, strict=True))
    return Grid(rows, yours.shape)


def window(length: int, room: int, around: Sequence[int]) -> range:
    """At most `room` of `length` places, with the first of `around` in their midst if there are more."""
    if length <= room:
        return range(length)
    middle = around[0] if around else 0
    start = min(max(0, middle - room // 2), length - room)
    return range(start, start + room)


def largest(grids: Sequence[Grid | None]) -> float:
    """The greatest finite magnitude, for a common scale of colours; 0 if there is none."""
    values = (abs(value) for grid in grids if grid for row in grid.rows for value in row)
    return max((value for value in values if math.isfinite(value)), default=0.0)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan
