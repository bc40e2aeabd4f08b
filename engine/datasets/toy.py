"""Landscapes to walk down: functions of two variables with their gradients (B1 4.4 and 6.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.backend import Array


class Landscape(NamedTuple):
    """A function of a point x: (2,) or (2, ...) -> () or (...), its gradient, a place to start and its minimum."""

    name: str
    f: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    start: tuple[float, float]
    minimum: tuple[float, float] = (0.0, 0.0)


def _rosenbrock_gradient(x: Array) -> Array:
    across = x[1] - x[0] ** 2
    return np.stack([-2 * (1 - x[0]) - 400 * x[0] * across, 200 * across])


BOWL = Landscape("bowl", lambda x: x[0] ** 2 + x[1] ** 2, lambda x: 2 * x, start=(-3.0, 4.0))

VALLEY = Landscape(
    "valley", lambda x: x[0] ** 2 / 20 + x[1] ** 2, lambda x: np.stack([x[0] / 10, 2 * x[1]]), start=(-7.0, 2.0)
)

SADDLE = Landscape("saddle", lambda x: x[0] ** 2 - x[1] ** 2, lambda x: np.stack([2 * x[0], -2 * x[1]]), start=(-2.0, 0.01))

ROSENBROCK = Landscape(
    "rosenbrock",
    lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2,
    _rosenbrock_gradient,
    start=(-1.2, 1.0),
    minimum=(1.0, 1.0),
)

LANDSCAPES = {landscape.name: landscape for landscape in (BOWL, VALLEY, SADDLE, ROSENBROCK)}
