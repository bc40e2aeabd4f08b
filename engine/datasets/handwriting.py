"""A drawing made into what networks know that have learned on MNIST."""

from __future__ import annotations

from math import ceil

import numpy as np

from engine.backend import Array

SIDE, BOX = 28, 20


def centred(image: Array) -> Array:
    """A drawing as MNIST has its digits: scaled into 20 x 20 pixels, and set into 28 x 28 by its centre of mass.

    image: (H, W), 0 for paper and more for ink  ->  (28, 28), from 0 to 1; all 0 where nothing is drawn.
    LeCun et al. (1998), Gradient-Based Learning Applied to Document Recognition, III.A.
    """
    out = np.zeros((SIDE, SIDE))
    ink = _cut_out(np.asarray(image, dtype=np.float64))
    if ink.size == 0:
        return out
    scale = BOX / max(ink.shape)
    rows, columns = (_blend(size, max(1, round(size * scale))) for size in ink.shape)
    small = rows @ ink @ columns.T  # (h, w), the longer one of 20 pixels
    top, left = (_start(small, axis) for axis in (0, 1))
    out[top : top + small.shape[0], left : left + small.shape[1]] = small / small.max()
    return out


def _cut_out(image: Array) -> Array:
    """The smallest part that holds all the ink."""
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else image[:0]


def _blend(before: int, after: int) -> Array:
    """Rows of weights that make `before` pixels into `after`: each new one is a mean of those about its middle."""
    reach = max(1.0, before / after)
    middles = (np.arange(after)[:, None] + 0.5) * before / after - 0.5
    weights = np.maximum(0.0, 1 - np.abs(middles - np.arange(before)) / reach)
    return weights / weights.sum(axis=1, keepdims=True)


def _start(small: Array, axis: int) -> int:
    """Where the picture begins: its centre of mass lies in pixel 14, as MNIST has it, if the frame allows."""
    mass = small.sum(axis=1 - axis)
    middle = float((mass * (np.arange(len(mass)) + 0.5)).sum() / mass.sum())
    return min(max(ceil(SIDE / 2 - middle), 0), SIDE - len(mass))
