"""A surface as a mesh of braille dots that hides what lies behind it; in plain ASCII as shades of its height."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TypeAlias

import numpy as np
from rich.cells import cell_len

from engine.figures import Surface
from tutor.figures_text import landscape, palettes
from tutor.figures_text.drawing import (
    ACCENT,
    MUTED,
    PLAIN,
    TITLE,
    Drawing,
    InkRun,
    Room,
    Row,
    Words,
    dots_of,
    number,
    shortened,
    words_of,
)
from tutor.figures_text.landscape import TALL, Eye, Land
from tutor.figures_text.plot import Floats
from tutor.figures_text.plot import numbers as flat

DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])  # of a braille cell: 4 rows, 2 columns
BRAILLE = 0x2800
SHADES = ".:-=+*%#"
NAMED = 0.8  # of the way to the end of an edge stands its name
LEVELS = 12  # of colour
LINES = (6, 21)  # of the mesh in either direction: in a small room, in a large one
APART = 5  # dots from line to line
FINE = (120, 400)  # points along either side, at least and at most, from which the surface is built
LEAST = (12, 4)  # cells; a smaller room shows no form

Cells: TypeAlias = dict[tuple[int, int], tuple[str, InkRun]]
Inker: TypeAlias = Callable[[float], InkRun]  # of a height in the box


def draw(figure: Surface, room: Room, words: Words) -> Drawing:
    """Title with the range of heights, then the surface as large as it fits."""
    land = landscape.land_of(figure)
    head = _head(figure, land, room, words)
    inner = room.less(len(head))
    if land is None:
        return (*head, ((f"? {np.shape(figure.z)}", MUTED),))
    if inner.width < LEAST[0] or inner.height < LEAST[1]:
        return head
    rows, columns = (2 * inner.height, inner.width) if inner.ascii else (4 * inner.height, 2 * inner.width)
    eye = landscape.eye_for(figure, rows, columns)
    points = landscape.fine(land, min(max(FINE[0], 2 * inner.width), FINE[1]))
    near = landscape.nearest(eye, points, rows, columns)
    cells = _shaded(eye, points, near, inner) if inner.ascii else _mesh(eye, points, near, land)
    cells |= _names(figure, eye, inner, words)
    cells |= _places(land, eye, near, inner)
    return (*head, *_rows(cells, inner))


def _head(figure: Surface, land: Land | None, room: Room, words: Words) -> Drawing:
    """The numbers first of all, for no axis has them; what room they leave is the title's."""
    ranges = _ranges(figure, land, words, dots_of(room.ascii)) if land is not None else ""
    title = shortened(words_of(figure.title, words), room.width - cell_len(ranges) - 2 * bool(ranges), room.ascii)
    row: Row = ((title + "  ", TITLE),) if title else ()
    row += ((ranges, MUTED),) if ranges else ()
    return (row,) if row and room.height > 1 else ()


def _ranges(figure: Surface, land: Land, words: Words, dots: str) -> str:
    """From where to where the heights go, and either variable."""
    parts = [f"{number(land.low)} {dots} {number(land.high)}"]
    for label, values in ((figure.x_label, flat(figure.x)), (figure.y_label, flat(figure.y))):
        parts += [f"{words_of(label, words)} {number(values[0])} {dots} {number(values[-1])}"] if label else []
    return "   ".join(parts)


# --- the mesh ---


def _mesh(eye: Eye, points: Floats, near: Floats, land: Land) -> Cells:
    """Lines along x and y on the side that is seen, coloured by height; the path's lines over them."""
    chosen = np.linspace(0, len(points) - 1, _lines(eye)).astype(int)
    lines = np.concatenate([points[chosen].reshape(-1, 3), points[:, chosen].reshape(-1, 3)])
    cells = _dotted(eye, _edges(eye, near.shape[1]), near, lambda _: MUTED)
    cells |= _dotted(eye, lines, near, _inked)
    return cells | _dotted(eye, landscape.joined(land.path, near.shape[1]), near, lambda _: ACCENT)


def _lines(eye: Eye) -> int:
    """So many that they stay apart from each other."""
    return min(max(round(2 * eye.up / APART) + 1, LINES[0]), LINES[1])


def _inked(height: float) -> InkRun:
    """Of one lightness, and so legible on a dark ground and on a light one."""
    return InkRun(palettes.heat(round(height / TALL * LEVELS) / LEVELS))


def _edges(eye: Eye, dots: int) -> Floats:
    """The front edges of the floor, which bear the names of the variables."""
    (right, front), (side, back) = landscape.floor_edges(eye)
    x_edge = np.array([[-right, front, 0.0], [right, front, 0.0]])
    y_edge = np.array([[side, -back, 0.0], [side, back, 0.0]])
    return np.concatenate([landscape.joined(x_edge, dots), landscape.joined(y_edge, dots)])


def _dotted(eye: Eye, points: Floats, near: Floats, ink: Inker) -> Cells:
    """Braille cells of the points that nothing hides, inked by their mean height."""
    row, column, nearness = eye.sees(points)
    shown = landscape.within(row, column, *near.shape) & np.isfinite(points[..., 2])
    row, column, nearness, height = row[shown], column[shown], nearness[shown], points[shown][:, 2]
    seen = nearness >= near[row, column] - eye.behind
    row, column, height = row[seen], column[seen], height[seen]
    size = (near.shape[0] // 4, near.shape[1] // 2)
    dots, total, count = np.zeros(size, np.int64), np.zeros(size), np.zeros(size)
    cell = (row // 4, column // 2)
    np.bitwise_or.at(dots, cell, DOTS[row % 4, column % 2])
    np.add.at(total, cell, height)
    np.add.at(count, cell, 1)
    filled = zip(*np.nonzero(dots), strict=True)
    return {(int(y), int(x)): (chr(BRAILLE + int(dots[y, x])), ink(total[y, x] / count[y, x])) for y, x in filled}


# --- without braille ---


def _shaded(eye: Eye, points: Floats, near: Floats, room: Room) -> Cells:
    """A character for each height, of the points that nothing hides."""
    row, column, nearness = eye.sees(points)
    shown = landscape.within(row, column, *near.shape) & np.isfinite(points[..., 2])
    shown[shown] = nearness[shown] == near[row[shown], column[shown]]
    cells: Cells = {}
    for y, x, height in zip(row[shown].tolist(), column[shown].tolist(), points[shown][:, 2].tolist(), strict=True):
        shade = SHADES[min(int(height / TALL * len(SHADES)), len(SHADES) - 1)]
        cells[y // 2, x] = (shade, _inked(height) if room.color else PLAIN)
    return cells


# --- what lies over it ---


def _places(land: Land, eye: Eye, near: Floats, room: Room) -> Cells:
    """A mark for each place of the path, the last one strong; hollow where the surface is before it."""
    down, across = near.shape[0] // room.height, near.shape[1] // room.width
    rows, columns, nearness = eye.sees(land.path)
    cells: Cells = {}
    for index in np.flatnonzero(landscape.within(rows, columns, *near.shape)).tolist():
        row, column = int(rows[index]), int(columns[index])
        hidden = bool(nearness[index] < near[row, column] - eye.behind)
        cells[row // down, column // across] = (_mark(index == len(land.path) - 1, hidden, room.ascii), ACCENT)
    return cells


def _mark(last: bool, hidden: bool, ascii: bool) -> str:
    if ascii:
        return "O" if last else "o"
    return ("○" if hidden else "●") if last else ("◦" if hidden else "•")


def _names(figure: Surface, eye: Eye, room: Room, words: Words) -> Cells:
    """The variables' names towards the ends of the floor's front edges."""
    down, across = (2, 1) if room.ascii else (4, 2)
    cells: Cells = {}
    (right, front), (side, back) = landscape.floor_edges(eye)
    ends = ((NAMED * right, front), (side, NAMED * back))  # apart, where both edges end in one corner
    for label, (u, v) in zip((figure.x_label, figure.y_label), ends, strict=True):
        name = words_of(label, words)
        row, column, _ = eye.sees(np.array([u, v, 0.0]))
        start = int(column) // across + (1 if column >= eye.middle else -cell_len(name))
        start = min(max(start, 0), max(0, room.width - cell_len(name)))
        for character in name:
            cells[int(row) // down, start] = (character, MUTED)
            start += cell_len(character)
    return cells


def _rows(cells: Cells, room: Room) -> Drawing:
    blank = (" ", PLAIN)
    rows: list[Row] = []
    for y in range(room.height):
        row, x = [], 0
        while x < room.width:
            row.append(cells.get((y, x), blank))
            x += max(1, cell_len(row[-1][0]))
        runs = ((ink, "".join(text for text, _ in run)) for ink, run in groupby(row, key=lambda cell: cell[1]))
        rows.append(tuple((text, ink) for ink, text in runs))
    return tuple(rows)
