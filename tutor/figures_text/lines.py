"""Curves and clouds of points in a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.figures import Lines, Series
from tutor.figures_text import plot
from tutor.figures_text.drawing import (
    MUTED,
    PLAIN,
    TITLE,
    Drawing,
    InkRun,
    Room,
    Row,
    Run,
    Words,
    number,
    role,
    row_width,
    words_of,
)  # fmt: skip

STROKES = 3000  # columns times rows of a frame in which each column still gets a stroke of its own
APART = 10  # cells from one sign of a curve to the next, where signs tell the curves apart
TALLER = 2  # times as tall as wide is a cell
GAP = 2  # cells behind a name in a legend
SHADES = ("░", ":")  # between two curves; of ASCII signs the second


@dataclass(frozen=True, slots=True)
class Curve:
    """A series ready to be drawn: finite points only."""

    name: str
    x: plot.Floats
    y: plot.Floats
    joined: bool
    number: int


def draw(figure: Lines, room: Room, words: Words) -> Drawing:
    """Title and legend, the frame, and the name of the x axis."""
    curves = [_curve(series, index, figure) for index, series in enumerate(figure.series)]
    head = _head(figure, curves, room, words)
    foot: Drawing = ()
    if figure.x_label and room.height >= plot.LEAST[1] + 2:
        foot = (((words_of(figure.x_label, words).rjust(room.width - 1), MUTED),),)
    inner = room.less(len(head) + len(foot))
    if inner.width < plot.LEAST[0] or inner.height < plot.LEAST[1]:
        return _told(curves, room, words)
    places = np.concatenate([curve.x for curve in curves] or [np.empty(0)])
    x = plot.axis_of(places, figure.x_limits or _room_ahead(places), figure.log_x)
    y = plot.axis_of(np.concatenate([curve.y for curve in curves] or [np.empty(0)]), figure.y_limits, figure.log_y)

    def paint(canvas: plot.PlotFigure) -> None:
        _shade(canvas, _edges(figure, curves), x, y, inner)
        for curve in curves:
            _paint(canvas, curve, x, y, inner, len(curves))

    return (*head, *plot.framed(inner, x, y, paint), *foot)


def _room_ahead(places: plot.Floats) -> tuple[float, float] | None:
    """The first point of what grows stands at the left: an axis around it would begin before the first step."""
    return (float(places[0]), float(places[0]) + 1) if len(places) == 1 else None


def _curve(series: Series, index: int, figure: Lines) -> Curve:
    x, y = plot.numbers(series.x), plot.numbers(series.y)
    length = min(len(x), len(y))
    x, y = x[:length], y[:length]
    with np.errstate(invalid="ignore"):
        shown = np.isfinite(x) & np.isfinite(y) & (np.abs(x) < plot.HUGE) & (np.abs(y) < plot.HUGE)
        if figure.log_y:
            shown &= y > 0
        if figure.log_x:
            shown &= x > 0
        if figure.x_limits is not None:
            shown &= (x >= figure.x_limits[0]) & (x <= figure.x_limits[1])
    return Curve(series.name, x[shown], y[shown], series.style == "line", index)


def _paint(canvas: plot.PlotFigure, curve: Curve, x: plot.Axis, y: plot.Axis, room: Room, count: int) -> None:
    across, up = x.place(curve.x), y.place(curve.y)
    glyph = _glyph(curve, room)
    if not curve.joined or len(curve.x) == 1:  # one point makes no line
        across, up = _distinct(across, up, room)
        canvas.scatter(across.tolist(), up.tolist(), marker=glyph, color=curve.number)
        return
    # plotext draws every cell of a line: a noisy curve in a tall frame gets fewer and longer strokes.
    across, up = plot.thinned(across, up, min(room.width, STROKES // room.height))
    marker = glyph if room.ascii else "braille"
    canvas.plot(across.tolist(), up.tolist(), marker=marker, color=curve.number)
    if count > 1 and len(up):
        signs = _along(across, up, curve.number / count, room) if room.tells_by_signs else _thirds(across, up)
        canvas.scatter(*(places.tolist() for places in signs), marker=glyph, color=curve.number)


def _thirds(across: plot.Floats, up: plot.Floats) -> tuple[plot.Floats, plot.Floats]:
    """Three places of a curve, the last one its end."""
    some = np.linspace(0, len(up) - 1, 4).astype(int)[1:]
    return across[some], up[some]


def _along(across: plot.Floats, up: plot.Floats, shift: float, room: Room) -> tuple[plot.Floats, plot.Floats]:
    """Places all along a curve, as far from each other as an eye follows a line, and its end. shift: of a step, by which the
    signs of one curve stand between those of another."""
    steps = np.hypot(np.diff(across) * room.width, np.diff(up) * room.height * TALLER)
    walked = np.append(0.0, np.cumsum(steps))
    at = np.append(np.arange(shift * APART, walked[-1], APART), walked[-1])
    return np.interp(at, walked, across), np.interp(at, walked, up)


def _edges(figure: Lines, curves: list[Curve]) -> list[Curve]:
    """The two curves between which it is shaded, as far as they are there."""
    return [curve for name in figure.between or () for curve in curves if curve.name == name and len(curve.x)]


def _shade(canvas: plot.PlotFigure, edges: list[Curve], x: plot.Axis, y: plot.Axis, room: Room) -> None:
    """A sign in each cell between two curves, where both have come so far; the curves are drawn over it."""
    if len(edges) != 2:
        return
    places = [(x.place(curve.x), y.place(curve.y)) for curve in edges]
    across = np.linspace(0, 1, room.width)
    across = across[(across >= max(p[0].min() for p in places)) & (across <= min(p[0].max() for p in places))]
    low, high = np.sort([np.interp(across, *place) for place in places], axis=0)
    up = np.linspace(0, 1, room.height)[:, np.newaxis]
    rows, columns = np.nonzero((up > low) & (up < high))
    marker = SHADES[room.ascii]
    canvas.scatter(across[columns].tolist(), up[rows, 0].tolist(), marker=marker, color=edges[1].number)


def _distinct(across: plot.Floats, up: plot.Floats, room: Room) -> tuple[plot.Floats, plot.Floats]:
    """One point a cell: more cannot be told apart."""
    cells = np.stack([np.rint(across * room.width), np.rint(up * room.height)])
    chosen = np.unique(cells, axis=1, return_index=True)[1]
    return across[chosen], up[chosen]


def _glyph(curve: Curve, room: Room) -> str:
    glyphs = plot.ASCII_GLYPHS if room.ascii else plot.GLYPHS
    return glyphs[curve.number % len(glyphs)]


def _head(figure: Lines, curves: list[Curve], room: Room, words: Words) -> Drawing:
    """Title and what the vertical axis counts, and the legend: in one row if they fit."""
    title: Row = tuple(
        (words_of(key, words) + "  ", ink) for key, ink in ((figure.title, TITLE), (figure.y_label, MUTED)) if key
    )
    legend: list[Run] = []
    for curve in curves if len(curves) > 1 or not figure.title else ():
        name = words_of(curve.name, words)
        legend += [(_glyph(curve, room) + " ", InkRun(role(curve.number))), (f"{name}  ", PLAIN)] if name else []
    if row_width(title + tuple(legend)) <= room.width:
        rows = [title + tuple(legend)]
    else:
        rows = [title, *_in_rows(legend, room.width)]
    return tuple(row for row in rows if row)


def _in_rows(legend: list[Run], width: int) -> Iterator[Row]:
    """A legend in as many rows as it needs, a sign and its name together."""
    row: Row = ()
    for entry in zip(legend[::2], legend[1::2], strict=True):
        if row and row_width((*row, *entry)) - GAP > width:
            yield row
            row = ()
        row += entry
    yield row


def _told(curves: list[Curve], room: Room, words: Words) -> Drawing:
    """Where there is no room for a frame: each curve's name and its last value."""
    rows: list[Row] = []
    for curve in curves:
        last = number(float(curve.y[-1])) if len(curve.y) else "-"
        rows.append(
            ((f"{_glyph(curve, room)} ", InkRun(role(curve.number))), (f"{words_of(curve.name, words)} {last}", PLAIN))
        )
    return tuple(rows)
