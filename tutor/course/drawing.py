"""A drawing of a digit as a frozen value: what a pen leaves on a sheet of 28 x 28 pixels, and how it is written down.

In writing it is lines of characters: blank, `.` or `0` is paper, `1` to `9` are greys, anything else is ink. Nothing here
needs NumPy or a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

SIDE = 28
INK = 9  # the darkest level
PAPER = " .0"

# A stroke as wide and as soft as those of MNIST: full to the first distance from the pen's way, nothing from the second on.
FULL, NONE = 0.9, 1.9

Point = tuple[float, float]  # row and column in pixels: (0.5, 0.5) is the middle of the first one


class BadDrawing(ValueError):
    """A text that is no drawing. `line`, `width`: where it is too long, counted from 1; 0 where there are too many lines."""

    def __init__(self, line: int, width: int) -> None:
        super().__init__(f"line {line} has {width} characters" if line else f"{width} lines")
        self.line, self.width = line, width


@dataclass(frozen=True, slots=True)
class Ink:
    """The levels of all pixels, row by row."""

    levels: bytes = bytes(SIDE * SIDE)

    @property
    def blank(self) -> bool:
        return not any(self.levels)

    def level(self, row: int, column: int) -> int:
        return self.levels[row * SIDE + column]

    def stroke(self, start: Point, end: Point, rub: bool = False) -> Ink:
        """With what a pen leaves on its straight way, or without what an eraser takes."""
        levels = bytearray(self.levels)
        for row, column in _near(start, end):
            left = _left((row + 0.5, column + 0.5), start, end)
            at = row * SIDE + column
            levels[at] = min(levels[at], INK - left) if rub else max(levels[at], left)
        return replace(self, levels=bytes(levels))

    def __str__(self) -> str:
        rows = (self.levels[start : start + SIDE] for start in range(0, len(self.levels), SIDE))
        return "\n".join("".join(map(str, row)) for row in rows)


def ink_from(text: str) -> Ink:
    """A drawing from its lines; short lines and missing ones are paper. Raises BadDrawing."""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    if len(lines) > SIDE:
        raise BadDrawing(0, len(lines))
    for number, line in enumerate(lines, start=1):
        if len(line) > SIDE:
            raise BadDrawing(number, len(line))
    rows = [line.ljust(SIDE) for line in lines] + [" " * SIDE] * (SIDE - len(lines))
    return Ink(bytes(_level(mark) for row in rows for mark in row))


def _level(mark: str) -> int:
    if mark in PAPER:
        return 0
    return int(mark) if mark in "123456789" else INK


def _near(start: Point, end: Point) -> list[tuple[int, int]]:
    """The pixels that a stroke can reach."""
    rows, columns = (_reached(start[axis], end[axis]) for axis in (0, 1))
    return [(row, column) for row in rows for column in columns]


def _reached(one: float, other: float) -> range:
    low, high = min(one, other) - NONE, max(one, other) + NONE
    return range(max(0, int(low)), max(0, min(SIDE, int(high) + 1)))


def _left(pixel: Point, start: Point, end: Point) -> int:
    """The level of a pixel by its distance from the segment."""
    down, across = end[0] - start[0], end[1] - start[1]
    length = down * down + across * across
    along = ((pixel[0] - start[0]) * down + (pixel[1] - start[1]) * across) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    distance = hypot(pixel[0] - start[0] - along * down, pixel[1] - start[1] - along * across)
    return round(INK * min(max((NONE - distance) / (NONE - FULL), 0.0), 1.0))
