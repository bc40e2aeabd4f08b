"""Numerical gradients, and when an analytic gradient may be said to agree with one.

`numerical_gradient` is the books' own (Book 1, 4.4): exact enough to learn from, one element at a time. Judging somebody's
backward asks for more: `slope_along` looks along one direction, knows its own error, and notices kinks; `judge` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = Any

STEPS = (2e-3, 1e-3, 5e-4)
FLOOR = 1e-7  # relative to the scale of the gradient: far above rounding, far below any mistake
ROUGH = 1e-5  # an error estimate above this part of the scale means a kink, not a smooth function


def numerical_gradient(f: Callable[[Array], Any], x: Array, h: float = 1e-4) -> Array:
    """Central differences of `f`, one element of `x` at a time (Book 1, 4.4).

    x: floats of any shape; changed in place while `f` is called, and given back as it was, so that an `f` that looks at the
    array itself (`lambda W: net.loss(x, t)`) sees each change. Returns an array shaped like `x`.

    Raises TypeError for whole numbers: `x[i] + h` would be cut back to `x[i]`, and the gradient would be nonsense.
    """
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError(f"numerical_gradient: x holds {x.dtype}; h would be lost. Pass floats: x.astype(float)")
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient


@dataclass(frozen=True, slots=True)
class Slope:
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
    if abs(slope.analytic - slope.numerical) <= FLOOR * slope.scale:
        return Agreement.AGREES
    if slope.error > ROUGH * slope.scale:
        return Agreement.ROUGH
    within = 10 * slope.error + FLOOR * slope.scale
    return Agreement.AGREES if abs(slope.analytic - slope.numerical) <= within else Agreement.DIFFERS


def accept(slope: Slope) -> bool:
    """True if the analytic slope agrees with the numerical one."""
    return judge(slope) is Agreement.AGREES


def difference(f: Callable[[float], float]) -> tuple[float, float]:
    """The derivative of `f` at 0 and an estimate of its error.

    Central differences at three steps, extrapolated twice (Richardson: each step up removes the leading power of h). The
    error is the larger of two things: how much the two first extrapolations disagree, and how far the second differences
    are from being proportional to h, which they are for every smooth function and are not across a kink.
    """
    here = f(0.0)
    sides = [(f(h), f(-h)) for h in STEPS]
    first = [(up - down) / (2 * h) for (up, down), h in zip(sides, STEPS, strict=True)]
    bend = [(up - 2 * here + down) / h for (up, down), h in zip(sides, STEPS, strict=True)]
    coarse = (4 * first[1] - first[0]) / 3
    fine = (4 * first[2] - first[1]) / 3
    kink = max(abs(2 * bend[1] - bend[0]), abs(4 * bend[2] - bend[0]))
    return (16 * fine - coarse) / 15, max(abs(fine - coarse), kink)


def slope_along(loss: Callable[[Array], float], x: Array, gradient: Array, direction: Array, floor: float = 0.0) -> Slope:
    """Compare `gradient` of `loss` at `x` with differences along `direction` (all three of one shape).

    `loss` gets a fresh array each time. `floor` is added to the scale: without it a gradient of exactly zero would be
    judged against nothing but rounding.
    """
    numerical, error = difference(lambda t: float(loss(x + t * direction)))
    scale = float(np.linalg.norm(gradient) * np.linalg.norm(direction)) + floor
    return Slope(float(np.sum(gradient * direction)), numerical, error, scale)


def slopes(
    loss: Callable[[Mapping[str, Array]], float],
    values: Mapping[str, Array],
    gradients: Mapping[str, Array],
    directions: Mapping[str, list[Array]],
    floor: float,
) -> dict[str, list[Slope]]:
    """`slope_along` for each variable alone, so that a small bias is not drowned by a large weight matrix."""

    def alone(name: str) -> Callable[[Array], float]:
        return lambda moved: loss({**values, name: moved})

    return {
        name: [slope_along(alone(name), values[name], gradient, u, floor) for u in directions[name]]
        for name, gradient in gradients.items()
    }
