"""A field of arrows: a glyph for the direction, a colour for the length."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine.figures import Arrows
from tutor.figures_text import palettes, plot
from tutor.figures_text.axes import Side, with_axes, within
from tutor.figures_text.drawing import ERROR, MUTED, PLAIN, TITLE, Drawing, InkRun, Room, Row, Run, Words, words_of

GLYPHS = "→↗↑↖←↙↓↘"
ASCII_GLYPHS = ">/^\\<,v\\"
WEAK = 0.04  # of the longest: a dot, whose direction nobody should trust
LEVELS = 12


def draw(figure: Arrows, room: Room, words: Words) -> Drawing:
    """Title, then the arrows, y growing upwards; every n-th where there are more than fit."""
    head: Drawing = (((words_of(figure.title, words), TITLE),),) if figure.title and room.height > 1 else ()
    inner = room.less(len(head))
    x, y, u, v = (_grid(values) for values in (figure.x, figure.y, figure.u, figure.v))
    if not u.size or len({x.shape, y.shape, u.shape, v.shape}) > 1:
        return (*head, (("-", MUTED),))
    turned = np.nanmean(y[0]) < np.nanmean(y[-1]) if np.isfinite(y).any() else False
    if turned:
        u, v = u[::-1], v[::-1]
    if np.isfinite(x).any() and np.nanmean(x[:, 0]) > np.nanmean(x[:, -1]):
        u, v = u[:, ::-1], v[:, ::-1]
    if not all(np.isfinite(side).all() and np.ptp(side) > 0 for side in (x, y)):
        return (*head, *_field(u, v, inner)[0])
    across, up = (Side(float(places.min()), float(places.max())) for places in (x, y))
    field, last = _field(u, v, within(inner, up))
    return (*head, *with_axes(field, inner, across, up, last))


def _grid(values: npt.ArrayLike) -> plot.Floats:
    flat = plot.numbers(values)
    shape = np.shape(values)
    grid = flat.reshape(shape) if len(shape) == 2 else np.atleast_2d(flat)
    return np.where(np.abs(grid) < plot.HUGE, grid, np.nan)


def _field(u: plot.Floats, v: plot.Floats, room: Room) -> tuple[Drawing, tuple[int, int]]:
    """The arrows; row and column of the last one."""
    down, across = -(-len(u) // max(1, room.height)), -(-u.shape[1] // max(1, room.width // 2))
    u, v = u[::down, ::across], v[::down, ::across]
    length = np.hypot(u, v)
    longest = float(np.nanmax(length)) if np.isfinite(length).any() else 0.0
    spread = max(1, min(room.height // len(u), room.width // (2 * u.shape[1])))
    rows: list[Row] = []
    for row in range(len(u)):
        runs = [_arrow(u[row, column], v[row, column], longest, room) for column in range(u.shape[1])]
        blanks: Run = (" " * (2 * spread - 1), PLAIN)
        rows += [tuple(part for run in runs for part in (run, blanks)), *[()] * (spread - 1)]
    return tuple(rows), ((len(u) - 1) * spread, (u.shape[1] - 1) * 2 * spread)


def _arrow(u: float, v: float, longest: float, room: Room) -> Run:
    if not (math.isfinite(u) and math.isfinite(v)):
        return "?", ERROR
    level = math.hypot(u, v) / longest if longest else 0.0
    if level < WEAK:
        return ("." if room.ascii else "·"), MUTED
    turn = round(math.atan2(v, u) / (math.pi / 4)) % 8
    return (ASCII_GLYPHS if room.ascii else GLYPHS)[turn], InkRun(palettes.heat(round(level * LEVELS) / LEVELS))
