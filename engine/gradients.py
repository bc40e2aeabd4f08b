"""Numerical gradients, and when an analytic gradient may be said to agree with one.

`numerical_gradient` is the books' own (B1 4.4): exact enough to learn from, one element at a time. Judging somebody's
backward asks for more: `slope_along` looks along one direction, knows its own error, and notices kinks; `judge` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import pairwise
from math import isfinite, sqrt
from typing import Any, NamedTuple

import numpy as np

from engine.backend import Array

H = 2e-3  # the widest step of a difference; two more halve it
FLOOR = 1e-7  # relative to the scale of the gradient: far above rounding, far below any mistake
ROUGH = 1e-5  # an error estimate above this part of the scale means a kink, not a smooth function
BEYOND_DOUBT = 1000  # times its own error estimate: further off than any kink can put a difference


def numerical_gradient(f: Callable[[Array], Any], x: Array, h: float = 1e-4) -> Array:
    """Central differences of `f`, one element of `x` at a time (B1 4.4).

    x: floats of any shape; changed in place while `f` is called, and given back as it was, even if `f` raises. So an `f`
    that looks at the array itself (`lambda W: net.loss(x, t)`) sees each change. Returns an array shaped like `x`.

    Raises TypeError for whole numbers: `x[i] + h` would be cut back to `x[i]`, and the gradient would be nonsense.
    """
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError(f"numerical_gradient: x holds {x.dtype}; h would be lost. Pass floats: x.astype(float)")
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        try:
            x[index] = kept + h
            above = f(x)
            x[index] = kept - h
            below = f(x)
        finally:  # also when f raises: x may be the weights of a network that lives on
            x[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient


class Slope(NamedTuple):
    """One direction of one variable: what backward says, what differences say, and how far these can be trusted."""

    analytic: float
    numerical: float
    error: float
    scale: float


class Agreement(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    ROUGH = "rough"


def judge(slope: Slope) -> Agreement:
    """Agreement of an analytic slope with a numerical one, or ROUGH where differences cannot tell (a kink nearby)."""
    if not all(map(isfinite, (slope.analytic, slope.numerical, slope.error, slope.scale))):
        return Agreement.DIFFERS
    gap = abs(slope.analytic - slope.numerical)
    if gap <= FLOOR * slope.scale:
        return Agreement.AGREES
    if slope.error > ROUGH * slope.scale:
        # No kink moves a difference so far beyond its own estimate; a gradient of zero has next to no scale, and is wrong.
        return Agreement.ROUGH if gap <= BEYOND_DOUBT * slope.error else Agreement.DIFFERS
    return Agreement.AGREES if gap <= 10 * slope.error + FLOOR * slope.scale else Agreement.DIFFERS


def accept(slope: Slope) -> bool:
    """True if the analytic slope agrees with the numerical one."""
    return judge(slope) is Agreement.AGREES


def difference(
    f: Callable[[float], float], h: float = H, enough: Callable[[float], bool] = lambda _: False
) -> tuple[float, float]:
    """The derivative of `f` at 0 and an estimate of its error.

    h: the widest of three steps, each half of the one before. enough: says of a derivative that no narrower step need be
    looked at; its error then counts as 0.

    Central differences, extrapolated (Richardson: each step up removes the leading power of h). The error is the larger of
    two things: how much the two first extrapolations disagree, and how far the second differences are from being
    proportional to h, which they are for every smooth function and are not across a kink.
    """
    steps = (h, h / 2, h / 4)
    sides: list[tuple[float, float]] = []
    first: list[float] = []
    for step in steps:
        up, down = f(step), f(-step)
        sides.append((up, down))
        first.append((up - down) / (2 * step))
        if enough(found := _extrapolate(first)):
            return found, 0.0
    here = f(0.0)
    bend = [(up - 2 * here + down) / step for (up, down), step in zip(sides, steps, strict=True)]
    kink = max(abs(2 * bend[1] - bend[0]), abs(4 * bend[2] - bend[0]))
    return found, max(abs(_extrapolate(first[1:]) - _extrapolate(first[:2])), kink)


def _extrapolate(differences: list[float]) -> float:
    """The limit of central differences whose step was halved each time: errors in h^2, then in h^4, cancel."""
    power = 1
    while len(differences) > 1:
        power *= 4
        differences = [(power * fine - coarse) / (power - 1) for coarse, fine in pairwise(differences)]
    return differences[0]


def slope_along(
    loss: Callable[[Array], float],
    x: Array,
    gradient: Array,
    direction: Array,
    floor: float = 0.0,
    h: float = H,
) -> Slope:
    """Compare `gradient` of `loss` at `x` with differences along `direction` (all three of one shape).

    `loss` gets a fresh array each time. `floor` is added to the scale: without it a gradient of exactly zero would be judged
    against nothing but rounding. Once differences say what `gradient` says, to the last digit that `judge` asks for, no
    narrower ones are taken.
    """
    analytic = float(np.vdot(gradient, direction))
    scale = sqrt(np.vdot(gradient, gradient) * np.vdot(direction, direction)) + floor
    near = FLOOR * scale
    numerical, error = difference(lambda t: float(loss(x + t * direction)), h, lambda found: abs(analytic - found) <= near)
    return Slope(analytic, numerical, error, scale)


def slopes(
    loss: Callable[[Mapping[str, Array]], float],
    values: Mapping[str, Array],
    gradients: Mapping[str, Array],
    directions: Mapping[str, list[Array]],
    floor: float,
    h: float = H,
) -> dict[str, list[Slope]]:
    """`slope_along` for each variable alone, so that a small bias is not drowned by a large weight matrix."""

    def alone(name: str) -> Callable[[Array], float]:
        return lambda moved: loss({**values, name: moved})

    return {
        name: [slope_along(alone(name), values[name], gradient, u, floor, h) for u in directions[name]]
        for name, gradient in gradients.items()
    }
