"""The geometry of a surface: where each of its points is seen, and which of them lie behind others. No characters here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine.figures import ArrayLike, Surface
from tutor.figures_text import plot

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

TALL = 0.9  # of the box that holds the surface; its floor is 2 by 2
STRETCH = 3.0  # at most so much wider than it is: rooms are wide, most of all the low ones
BEHIND = 0.08  # in units of the box: what lies farther behind than this, and than a dot is deep, is hidden
DEEPEST = 0.4  # that a dot may count as, where the ground is seen from its side


@dataclass(frozen=True, slots=True)
class Land:
    """A surface in its box: u and v from -1 to 1, w from 0 to TALL. u: (W,), v: (H,), w: (H, W)"""

    u: plot.Floats
    v: plot.Floats
    w: plot.Floats
    path: plot.Floats  # (n, 3), in the box
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Eye:
    """Looks at the box. `across`, `up`: dots per unit; `middle`, `floor`: the column and row where the floor's middle is."""

    azimuth: float  # radians
    elevation: float
    across: float
    up: float
    middle: float
    floor: float

    def sees(self, points: plot.Floats) -> tuple[Ints, Ints, plot.Floats]:
        """Row and column of the dots where points (..., 3) are seen, and how near each is to the eye."""
        u, v, w = points[..., 0], points[..., 1], points[..., 2]
        right = u * np.cos(self.azimuth) - v * np.sin(self.azimuth)
        away = u * np.sin(self.azimuth) + v * np.cos(self.azimuth)
        rise = w * np.cos(self.elevation) + away * np.sin(self.elevation)
        near = w * np.sin(self.elevation) - away * np.cos(self.elevation)
        return _whole(self.floor - rise * self.up), _whole(self.middle + right * self.across), near

    @property
    def behind(self) -> float:
        """How much farther than the nearest point of its dot something may be and still be seen."""
        deep = 1.5 / (self.up * max(np.tan(self.elevation), 1e-3))
        return float(BEHIND + min(deep, DEEPEST))


def land_of(figure: Surface) -> Land | None:
    """The surface in its box; None for arrays that do not fit each other, or hold no number."""
    x, y, z = plot.numbers(figure.x), plot.numbers(figure.y), _grid(figure.z)
    if min(len(x), len(y)) < 2 or z.shape != (len(y), len(x)):
        return None
    z = np.where(np.abs(z) < plot.HUGE, z, np.nan)
    sides = [side for side in (x, y) if (np.abs(side) < plot.HUGE).all() and (np.diff(side) > 0).all()]
    if len(sides) < 2 or not np.isfinite(z).any():
        return None
    low, high = float(np.nanmin(z)), float(np.nanmax(z))
    tall = high - low or 1.0
    path = _grid(figure.path) if figure.path is not None else np.empty((0, 3))
    path = path if path.ndim == 2 and path.shape[1] == 3 else np.empty((0, 3))
    boxed = np.stack([_boxed(path[:, 0], x), _boxed(path[:, 1], y), (path[:, 2] - low) / tall * TALL], -1)
    inside = (np.abs(boxed[:, :2]) <= 1).all(1) & (np.abs(boxed[:, 2]) < 2 * TALL)
    return Land(_boxed(x, x), _boxed(y, y), (z - low) / tall * TALL, boxed[inside], low, high)


def eye_for(figure: Surface, rows: int, columns: int) -> Eye:
    """An eye that sees the box whole, however it is turned, on so many dots."""
    azimuth = np.radians(figure.azimuth if np.isfinite(figure.azimuth) else 0.0)
    elevation = np.radians(np.clip(np.nan_to_num(figure.elevation), 0.0, 90.0))
    deep, tall = np.sqrt(2) * np.sin(elevation), TALL * np.cos(elevation)
    up = min((rows - 1) / (2 * deep + tall), (columns - 1) / (2 * np.sqrt(2)))
    across = min((columns - 1) / (2 * np.sqrt(2)), up * STRETCH)
    spare = (rows - 1) - up * (2 * deep + tall)
    return Eye(
        float(azimuth), float(elevation), float(across), float(up), (columns - 1) / 2, rows - 1 - spare / 2 - up * deep
    )


def fine(land: Land, count: int) -> plot.Floats:
    """(count, count, 3): the surface between its points, straight from one to the next."""
    row, down = _between(land.v, count)
    column, right = _between(land.u, count)
    above, below = land.w[row], land.w[row + 1]
    rows = above + (below - above) * down[:, None]
    w = rows[:, column] + (rows[:, column + 1] - rows[:, column]) * right
    even = np.linspace(-1, 1, count)
    u, v = np.meshgrid(even, even)
    return np.stack([u, v, w], -1)


def nearest(eye: Eye, points: plot.Floats, rows: int, columns: int) -> plot.Floats:
    """For each dot how near the surface is there; -inf beside it. (rows, columns)"""
    near = np.full((rows, columns), -np.inf)
    row, column, nearness = eye.sees(points)
    shown = within(row, column, rows, columns) & np.isfinite(points[..., 2])
    np.maximum.at(near.reshape(-1), (row * columns + column)[shown], nearness[shown])
    return near


def floor_edges(eye: Eye) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners (u, v) where the floor's two front edges end on the side of greater numbers: x's edge, y's edge."""
    return (1.0, -np.copysign(1.0, np.cos(eye.azimuth))), (-np.copysign(1.0, np.sin(eye.azimuth)), 1.0)


def within(row: Ints, column: Ints, rows: int, columns: int) -> Mask:
    return np.asarray((row >= 0) & (row < rows) & (column >= 0) & (column < columns))


def joined(points: plot.Floats, dots: int) -> plot.Floats:
    """Places on the straight lines from point to point, `dots` for each."""
    if len(points) < 2:
        return points
    share = np.linspace(0, 1, dots)[:, None]
    return np.concatenate([a + (b - a) * share for a, b in pairwise(points)])


def _between(side: plot.Floats, count: int) -> tuple[Ints, plot.Floats]:
    """For `count` even places along a side: the point before each, and the share of the way to the next."""
    even = np.linspace(-1, 1, count)
    before = np.clip(np.searchsorted(side, even, side="right") - 1, 0, len(side) - 2)
    return before, (even - side[before]) / (side[before + 1] - side[before])


def _boxed(values: plot.Floats, side: plot.Floats) -> plot.Floats:
    return np.asarray(2 * (values - side[0]) / (side[-1] - side[0]) - 1)


def _grid(values: ArrayLike) -> plot.Floats:
    return plot.numbers(values).reshape(np.shape(values))


def _whole(values: plot.Floats) -> Ints:
    return np.rint(np.clip(np.nan_to_num(values, nan=-1.0), -1e6, 1e6)).astype(np.int64)
