"""Numbers and names beside a picture whose rows and columns are places on two axes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.cells import cell_len

from tutor.figures_text.drawing import MUTED, PLAIN, Drawing, Room, number
from tutor.figures_text.plot import Axis

DIGITS = 4
APART = (12, 3)  # cells from one round number to the next: along, down
LEAST = (12, 4)  # cells; a smaller room keeps all of itself for the picture
NAMED = (0.5, 0.75, 0.25, 0.625, 0.375)  # of the way along an axis may stand its name: where no number is

Mark = tuple[float, str]  # how far along the axis, from 0 to 1, and what stands there


@dataclass(frozen=True, slots=True)
class Side:
    """An axis. low, high: what its first and its last cell stand for."""

    low: float
    high: float
    name: str = ""

    @property
    def ends(self) -> list[Mark]:
        return [(0.0, number(self.low, DIGITS)), (1.0, number(self.high, DIGITS))]

    @property
    def widest(self) -> int:
        return max(cell_len(text) for text in (self.name, *(text for _, text in self.ends)))

    def between(self, most: int) -> list[Mark]:
        """Round numbers."""
        return list(zip(*Axis(self.low, self.high).ticks(max(1, most)), strict=True))


def within(room: Room, y: Side) -> Room:
    """What the axes leave of a room for the picture itself: all of it where there is no room for axes."""
    inner = replace(room, width=room.width - y.widest - 1, height=room.height - 1)
    return inner if inner.width >= LEAST[0] and inner.height >= LEAST[1] else room


def with_axes(picture: Drawing, room: Room, x: Side, y: Side, last: tuple[int, int]) -> Drawing:
    """A picture that was drawn `within` a room, with y at its left and x below. last: row and column of its last place."""
    inner = within(room, y)
    if inner == room:
        return picture
    margin = room.width - inner.width
    down, along = last
    beside = _beside(y, down)
    rows = [((beside.get(at, "").rjust(margin - 1) + " ", MUTED), *row) for at, row in enumerate(picture)]
    below = ((" " * margin, PLAIN), (_below(x, along, inner.width), MUTED))
    return (*rows, below)


def _beside(side: Side, last: int) -> dict[int, str]:
    """What stands in which row; the greatest number is on top."""

    def placed(marks: Iterable[Mark]) -> dict[int, str]:
        rows: dict[int, str] = {}
        for place, text in marks:
            rows.setdefault(_row(place, last), text)
        return rows

    rows = placed([*side.ends, *side.between((last + 1) // APART[1])])
    named = (_row(place, last) for place in NAMED)
    free = next((row for row in named if row not in rows), None)
    return rows | ({free: side.name} if side.name and free is not None else {})


def _row(place: float, last: int) -> int:
    """The row of a place, whose pixels are half rows."""
    return round((1 - place) * (2 * last + 1)) // 2


def _below(side: Side, last: int, width: int) -> str:
    """One line of what stands below the columns."""
    line = " " * width
    for place, text in (*side.ends, *side.between((last + 1) // APART[0])):
        line = _written(line, round(place * last), text) or line
    named = (_written(line, round(place * last), side.name) for place in NAMED)
    return next((found for found in named if found), line)


def _written(line: str, middle: int, text: str) -> str | None:
    """The line with a text in a free place around a column; None where others stand, or would touch it."""
    width = cell_len(text)
    start = min(max(0, middle - (width - 1) // 2), cell_len(line) - width)
    before, after = max(0, start - 1), start + width + 1
    if start < 0 or len(line) != cell_len(line) or line[before:after].strip():
        return None
    return line[:start] + text + line[start + width :]
