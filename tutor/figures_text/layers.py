"""Nodes in columns, with lines from each to the next column's nearest: a course drawn as a network is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tutor.figures_text.drawing import ACCENT, MUTED, PLAIN, Drawing, InkRun, Room

NODE, STONE = "●", "◆"
ASCII_NODE, ASCII_STONE = "o", "*"
FAN = 3  # lines that leave a node
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a braille cell, row by row

Cell = tuple[int, int]  # row, column


def draw(parts: Sequence[Sequence[bool]], room: Room) -> Drawing:
    """parts: for each of their nodes whether it is marked. Below each part is its number, from 0.

    A part with more nodes than the room has rows takes several columns.
    """
    rows = room.height - 1
    groups = [_columns(part, rows) for part in parts]
    columns = [column for group in groups for column in group]
    if rows < 1 or not columns or room.width < 2 * len(columns):
        return ()
    across = [_spread(at, len(columns), room.width) for at in range(len(columns))]
    places = [_places(len(column), rows, x) for column, x in zip(columns, across, strict=True)]
    cells: dict[Cell, tuple[str, InkRun]] = {} if room.ascii else _lines(places)
    for column, spots in zip(columns, places, strict=True):
        cells |= {spot: _node(marked, room.ascii) for marked, spot in zip(column, spots, strict=True)}
    cells |= _numbers(groups, across, rows)
    return tuple(tuple(cells.get((y, x), (" ", PLAIN)) for x in range(room.width)) for y in range(room.height))


def _columns(part: Sequence[bool], rows: int) -> list[Sequence[bool]]:
    """As few as the rows allow, of nearly one height."""
    count = -(-len(part) // max(1, rows))
    cuts = [round(at * len(part) / count) for at in range(count + 1)] if count else [0]
    return [part[start:end] for start, end in pairwise(cuts)]


def _spread(at: int, count: int, width: int) -> int:
    return (width - 1) // 2 if count == 1 else round(at * (width - 1) / (count - 1))


def _places(count: int, rows: int, x: int) -> list[Cell]:
    """In the middle of the height."""
    top = (rows - count) // 2
    return [(top + y, x) for y in range(count)]


def _node(marked: bool, ascii: bool) -> tuple[str, InkRun]:
    if marked:
        return ASCII_STONE if ascii else STONE, ACCENT
    return ASCII_NODE if ascii else NODE, PLAIN


def _numbers(groups: Sequence[Sequence[object]], across: Sequence[int], y: int) -> dict[Cell, tuple[str, InkRun]]:
    found: dict[Cell, tuple[str, InkRun]] = {}
    first = 0
    for number, group in enumerate(groups):
        if group:
            x = (across[first] + across[first + len(group) - 1]) // 2
            found |= {(y, x + at): (digit, MUTED) for at, digit in enumerate(str(number))}
        first += len(group)
    return found


# --- lines of braille dots ---


def _lines(places: Sequence[Sequence[Cell]]) -> dict[Cell, tuple[str, InkRun]]:
    dots: dict[Cell, int] = {}
    for left, right in pairwise(places):
        for start, end in _edges(left, right):
            for row, column in _walk(start, end):
                cell = (row // 4, column // 2)
                dots[cell] = dots.get(cell, 0) | DOTS[row % 4][column % 2]
    return {cell: (chr(0x2800 + bits), MUTED) for cell, bits in dots.items()}


def _edges(left: Sequence[Cell], right: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """From each node to the nearest of the next column, and to each of those from its nearest."""
    for spot in left:
        for other in sorted(right, key=lambda there: abs(there[0] - spot[0]))[:FAN]:
            yield spot, other
    for spot in right:
        yield min(left, key=lambda there: abs(there[0] - spot[0])), spot


def _walk(start: Cell, end: Cell) -> Iterator[Cell]:
    """The dots on the way between the middles of two cells."""
    (top, left), (bottom, right) = ((4 * y + 1, 2 * x) for y, x in (start, end))
    steps = max(abs(bottom - top), abs(right - left), 1)
    for step in range(steps + 1):
        yield round(top + (bottom - top) * step / steps), round(left + (right - left) * step / steps)
