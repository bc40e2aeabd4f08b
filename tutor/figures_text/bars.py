"""One bar a label, with its value behind it. Eighths of a cell, because plotext's bars swallow small differences."""

from __future__ import annotations

import numpy as np
from rich.cells import cell_len, set_cell_size

from engine.figures import Bars
from tutor.figures_text import plot
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
    number,
    role,
    shortened,
    words_of,
)

EIGHTHS = " ▏▎▍▌▋▊▉"


def draw(figure: Bars, room: Room, words: Words) -> Drawing:
    """Title, then a row a label; the marked one with a pointer; what does not fit is counted."""
    head: Drawing = (((words_of(figure.title, words), TITLE),),) if figure.title and room.height > 1 else ()
    values = plot.numbers(figure.values)
    labels = [words_of(label, words) for label in figure.labels][: len(values)]
    scale = values if figure.high is None else np.append(values, figure.high)
    rows = [_row(index, labels, values, scale, figure.marked, room) for index in range(len(labels))]
    left = room.height - len(head)
    if len(rows) > left > 0:
        rows = [
            *(rows[index] for index in _chosen(left - 1, len(rows), figure.marked)),
            ((f"+{len(rows) - left + 1}", MUTED),),
        ]
    return (*head, *rows)


def _chosen(count: int, total: int, marked: int | None) -> list[int]:
    """The first `count` of `total` bars; the marked one is always among them."""
    first = list(range(count))
    return [*first[:-1], marked] if first and marked is not None and count <= marked < total else first


def _row(index: int, labels: list[str], values: plot.Floats, scale: plot.Floats, marked: int | None, room: Room) -> Row:
    pointer = ("> " if room.ascii else "▶ ") if index == marked else "  "
    names = min(max(map(cell_len, labels)), max(1, room.width // 3))
    told = _told(values)
    figures = max(map(len, told))
    ink = ACCENT if index == marked else PLAIN
    bar = _bar(float(values[index]), scale, room.width - names - figures - 5, room.ascii)
    colour = InkRun("accent" if index == marked else role(0))
    name = set_cell_size(shortened(labels[index], names, room.ascii), names)
    return (pointer + name + " ", ink), (bar, colour), (" " + told[index].rjust(figures), ink)


def _told(values: plot.Floats) -> list[str]:
    """The values in figures, with as many decimals each as are needed to compare them."""
    most = float(np.max(np.abs(values), initial=0, where=np.isfinite(values)))
    whole = bool((values == np.rint(values)).all())
    return [f"{value:.{0 if whole else 3}f}" if 1e-2 <= most < 1e5 else number(float(value)) for value in values]


def _bar(value: float, scale: plot.Floats, width: int, ascii: bool) -> str:
    """A bar from zero, to the left if it is negative; `width` cells with its blanks, for the numbers of `scale`."""
    finite = np.clip(scale[np.isfinite(scale)], -plot.HUGE, plot.HUGE)
    low, high = float(min(0.0, *finite, 0.0)), float(max(0.0, *finite, 0.0))
    if width <= 0 or not np.isfinite(value) or high == low:
        return " " * max(0, width)
    zero = round(-low / (high - low) * width)
    length = min(max(value, low), high) / (high - low) * width
    if value < 0:
        return _negative(-length, zero, ascii).ljust(width)
    return (" " * zero + _positive(length, ascii)).ljust(width)[:width]


def _negative(length: float, zero: int, ascii: bool) -> str:
    cells = min(zero, max(1, round(length)))
    return " " * (zero - cells) + ("-" if ascii else "▒") * cells


def _positive(length: float, ascii: bool) -> str:
    whole, rest = divmod(round(length * 8), 8)
    return "#" * round(length) if ascii else "█" * whole + EIGHTHS[rest].strip()
