"""Random weights: of two right answers no number agrees, but the mean and the spread of many do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.checking.observations import Array, Observation, Observations, Raised, attempt

SPREAD = 0.0085  # of the standard deviation of 300,000 numbers: two draws differ by 0.0018 of it, typically
CENTRE = 0.015  # of the same, what their mean may be off: two draws differ by 0.0026, typically


def check_spread(
    weights: Callable[[], Any], *, case: str, variable: str = "W", by_inputs: bool = False, glorot: bool = False
) -> Observations:
    """Standard deviation and mean of one matrix, (n_in, n_out), of some 300,000 weights.

    by_inputs: the variance follows from n_in; their product is told first, to one decimal, which chance does not reach.
    glorot: weights as Glorot and Bengio have them, by n_in + n_out, count as the books' by n_in; that is told as beyond.
    """
    found = attempt(lambda: np.asarray(weights(), float))
    if isinstance(found, Raised):
        yield Observation(f"{case}/{variable}.std()/value", "forward", "same", found)
        return
    own, centre = float(np.std(found)), float(np.mean(found))
    spread = _as_the_books(found, own) if glorot else own
    if by_inputs:
        product = round(spread**2 * len(found), 1) or float(f"{spread**2 * len(found):.1g}")
        yield Observation(f"{case}/{variable}.var() * n_in/value", "forward", "same", product)
    yield Observation(f"{case}/{variable}.std()/value", "forward", "same", spread, SPREAD)
    name = f"{case}/{variable}.mean() in units of {variable}.std()/value"
    yield Observation(name, "forward", "same", centre / own if own else centre, 0.0, CENTRE)
    if glorot:
        yield Observation(f"{case}/{variable}.std() by n_in alone/value", "forward", "same", own, SPREAD, beyond=True)


def size_of_draws(drawn: Sequence[Array]) -> float:
    """The variance times the inputs of one unit, as the nearest power of 2: what He et al. made 2 (2015).

    drawn: arrays of one shape, (n_in, n_out) or (FN, C, FH, FW).
    """
    shape = np.shape(drawn[0])
    inputs = np.prod(shape[1:] if len(shape) == 4 else shape[:1])
    return float(2.0 ** np.round(np.log2(np.var(drawn) * inputs)))


def _as_the_books(weights: Array, spread: float) -> float:
    """The spread, or what the books' formula gives in its place where it is that of Glorot's."""
    n_in, n_out = weights.shape
    glorots = math.sqrt(2 / (n_in + n_out))
    return spread * math.sqrt(1 / n_in) / glorots if abs(spread - glorots) < SPREAD * glorots else spread
