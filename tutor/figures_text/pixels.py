"""Images in half blocks: two square pixels a cell, enlarged by a whole number to fill the room.

What is a part of a plane has no pixels of its own: it is stretched over all the room, between axes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine.figures import Pixels
from tutor.figures_text import palettes
from tutor.figures_text.axes import Side, with_axes, within
from tutor.figures_text.drawing import MUTED, PLAIN, TITLE, Drawing, InkRun, Room, Row, Run, Words, dots_of, number, words_of
from tutor.figures_text.plot import sensible

Image: TypeAlias = npt.NDArray[np.float64]

PALETTES = {"grey": palettes.grey, "diverging": palettes.diverging, "classes": palettes.classes}
SHADES = " ░▒▓█"
ASCII_SHADES = " .:-=+*#%@"
POINT = "●"
SIGNS = "=- +#"  # from most negative to most positive, where there is no colour


def draw(figure: Pixels, room: Room, words: Words) -> Drawing:
    """Title with the range of the numbers, then the image as large as it fits."""
    try:
        image = np.asarray(figure.image, dtype=np.float64)
    except (TypeError, ValueError):
        image = np.empty(0)
    head = _head(figure, image, room, words)
    inner = room.less(len(head))
    if image.ndim not in (2, 3) or 0 in image.shape or (image.ndim == 3 and image.shape[2] != 3):
        return (*head, ((f"? {image.shape}", MUTED),))
    if figure.x_limits and figure.y_limits and sensible(figure.x_limits) and sensible(figure.y_limits):
        x = Side(*figure.x_limits, words_of(figure.x_label, words))
        y = Side(*figure.y_limits, words_of(figure.y_label, words))
        return (*head, *_plane(figure, image, inner, x, y))
    return (*head, *_picture(figure, image, inner))


def _picture(figure: Pixels, image: Image, room: Room) -> Drawing:
    scale = _scale(image.shape, room)
    if _in_colour(figure, room):
        return _blocks(figure, image, scale)
    return _letters(figure, image, scale, room)


def _in_colour(figure: Pixels, room: Room) -> bool:
    return not room.ascii and (room.color or (room.greys and figure.palette == "grey"))


# --- a part of a plane ---


def _plane(figure: Pixels, image: Image, room: Room, x: Side, y: Side) -> Drawing:
    inner = within(room, y)
    if inner.width < 1 or inner.height < 1:
        return ()
    stretched, points = _stretched(image, inner), _placed(figure, image, inner)
    if _in_colour(figure, room):
        rows = _blocks(replace(figure, points=()), stretched, 1.0)
        picture: Drawing = tuple(_dotted(row, at, points) for at, row in enumerate(rows))
    else:
        picture = _letters(replace(figure, points=points), stretched, 1.0, inner)
    return with_axes(picture, room, x, y, (inner.height - 1, inner.width - 1))


def _stretched(image: Image, room: Room) -> Image:
    """What the plane is at each of the room's pixels."""
    rows, columns = (
        np.rint(np.linspace(0, given - 1, wanted)).astype(int)
        for given, wanted in zip(image.shape, (2 * room.height, room.width), strict=False)
    )
    return np.asarray(image[rows][:, columns], dtype=np.float64)


def _placed(figure: Pixels, image: Image, room: Room) -> tuple[tuple[int, int, int], ...]:
    """The points in the room's pixels."""
    down = (2 * room.height - 1) / max(1, image.shape[0] - 1)
    across = (room.width - 1) / max(1, image.shape[1] - 1)
    return tuple((round(row * down), round(column * across), kind) for row, column, kind in figure.points)


def _dotted(row: Row, at: int, points: Iterable[tuple[int, int, int]]) -> Row:
    """A row of cells with the points that lie on it: the newest of those that share a cell."""
    kinds = {column: kind for line, column, kind in points if line // 2 == at}
    out: list[Run] = []
    x = 0
    for text, ink in row:
        start = x
        for column in range(x, x + len(text)):
            if column in kinds:
                out += [(text[start - x : column - x], ink), (POINT, _on(ink, kinds[column]))]
                start = column + 1
        out.append((text[start - x :], ink))
        x += len(text)
    return tuple(run for run in out if run[0])


def _on(ink: InkRun, kind: int) -> InkRun:
    red, green, blue = (int(part) for part in palettes.POINTS[kind % len(palettes.POINTS)])
    return InkRun((red, green, blue), ink.front, bold=True)


# --- an image ---


def _head(figure: Pixels, image: Image, room: Room, words: Words) -> Drawing:
    """The title, and for shades of numbers where they begin and end, unless the lab has fixed both ends."""
    row: Row = ((words_of(figure.title, words) + "  ", TITLE),) if figure.title else ()
    fixed = figure.low is not None and figure.high is not None
    if image.ndim == 2 and image.size and figure.palette != "classes" and figure.title and not fixed:
        low, high = palettes.limits(image, figure.low, figure.high)
        row += ((f"{number(low)} {dots_of(room.ascii)} {number(high)}", MUTED),)
    return (row,) if row and room.height > 1 else ()


def _scale(shape: tuple[int, ...], room: Room) -> float:
    """How many pixels wide a value is drawn: a whole number, or one over a whole number if there are too many."""
    height, width = shape[:2]
    enlarged = min(room.width // width, 2 * room.height // height)
    if enlarged >= 1:
        return float(enlarged)
    return 1 / max(-(-width // max(1, room.width)), -(-height // max(1, 2 * room.height)))


def _sized(image: Image, scale: float, mean: bool) -> Image:
    """The image enlarged; or made smaller, by means of its squares or by every n-th row and column."""
    if scale >= 1:
        return image.repeat(int(scale), 0).repeat(int(scale), 1)
    step = round(1 / scale)
    if not mean:
        return image[::step, ::step]
    rows, columns = np.arange(0, image.shape[0], step), np.arange(0, image.shape[1], step)
    total = np.add.reduceat(np.add.reduceat(image, rows, 0), columns, 1)
    counts = np.add.reduceat(np.add.reduceat(np.ones_like(image), rows, 0), columns, 1)
    return np.asarray(total / counts, dtype=np.float64)


def _blocks(figure: Pixels, image: Image, scale: float) -> Drawing:
    sized = _sized(image, scale, figure.palette != "classes")
    if image.ndim == 3:
        colours = np.nan_to_num(np.clip(sized, 0, 255)).astype(np.uint8)
    else:
        colours = PALETTES[figure.palette](sized, *palettes.limits(image, figure.low, figure.high))
    for row, column, kind in _points(figure, scale, colours.shape):
        colours[row, column] = palettes.POINTS[kind % len(palettes.POINTS)]
    packed = colours.astype(np.int64) @ np.array([1 << 16, 1 << 8, 1])
    lower = [*packed[1::2], None]
    return tuple(_half_row(row, below) for row, below in zip(packed[::2], lower, strict=False))


def _points(figure: Pixels, scale: float, shape: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """The points that lie on the image, in its drawn pixels."""
    middle = int(scale / 2)
    placed = [(int(row * scale) + middle, int(column * scale) + middle, kind) for row, column, kind in figure.points]
    return [point for point in placed if 0 <= point[0] < shape[0] and 0 <= point[1] < shape[1]]


def _half_row(upper: npt.NDArray[np.int64], lower: npt.NDArray[np.int64] | None) -> Row:
    """One row of cells in runs of equal colours; an odd last row of pixels has nothing below it."""
    changes = np.diff(upper) != 0
    if lower is not None:
        changes |= np.diff(lower) != 0
    starts = [0, *(np.flatnonzero(changes) + 1).tolist()]
    ends = [*starts[1:], len(upper)]
    return tuple(
        ("▀" * (end - start), InkRun(_rgb(int(upper[start])), None if lower is None else _rgb(int(lower[start]))))
        for start, end in zip(starts, ends, strict=True)
    )


def _rgb(packed: int) -> tuple[int, int, int]:
    return packed >> 16, packed >> 8 & 255, packed & 255


def _letters(figure: Pixels, image: Image, scale: float, room: Room) -> Drawing:
    """Without colours: one character for two pixels, darker ones for lesser numbers; classes by letters."""
    if figure.palette == "classes" and image.ndim == 2:
        marks = _class_letters(figure, image, scale)[::2]
        return tuple((("".join(row), PLAIN),) for row in marks)
    values = image.mean(2) if image.ndim == 3 else image
    low, high = (0.0, 255.0) if image.ndim == 3 else palettes.limits(values, figure.low, figure.high)
    if figure.palette == "diverging":
        low, high = -max(abs(low), abs(high)), max(abs(low), abs(high))
    level = _sized((np.clip(values, low, high) - low) / (high - low), scale, True)
    shades = SIGNS if figure.palette == "diverging" else ASCII_SHADES if room.ascii else SHADES
    return tuple((("".join(_shade(one, shades) for one in row), PLAIN),) for row in level[::2])


def _shade(level: float, shades: str) -> str:
    return shades[min(int(level * len(shades)), len(shades) - 1)] if np.isfinite(level) else "?"


def _class_letters(figure: Pixels, image: Image, scale: float) -> npt.NDArray[np.str_]:
    """a, b, c for the surface; A, B, C for the points on it."""
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))[palettes.whole(_sized(image, scale, False), 26)]
    for row, column, kind in _points(figure, scale, letters.shape):
        letters[row - row % 2, column] = chr(ord("A") + kind % 26)
    return letters
