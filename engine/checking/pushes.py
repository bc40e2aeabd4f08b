"""How far from x a difference looks: told from the places at which f is called, for whoever finds a slope off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.checking.observations import Array, Observation, Observations

FAR_APART = 10  # of two pushes to either side none is this much of both; a place elsewhere lies on one side of x


class Watched:
    """A function of numbers or arrays, and how far from `at` it was called.

    A distance is the width of a push only where one number is pushed at a time, to both sides of its place or beside it: a
    call at another place altogether has a distance, too.
    """

    def __init__(self, f: Callable[..., Any], *at: Any) -> None:
        self._f, self._at = f, [np.array(part, float) for part in at]
        self._steps: list[Array] = []

    def __call__(self, *given: Any) -> Any:
        if len(given) == len(self._at) and all(np.shape(part) == at.shape for part, at in zip(given, self._at, strict=True)):
            gaps = [np.ravel(np.asarray(part, float) - at) for part, at in zip(given, self._at, strict=True)]
            self._steps.append(np.concatenate(gaps))
        return self._f(*given)

    def told(self, name: str) -> Observations:
        """`case/variable/push` and `nearest`, to be shown: the widest push and the least, where there were only pushes."""
        if self._steps and self._pushes_only(np.array(self._steps)):
            far = np.abs(self._steps)
            yield Observation(f"{name}/push", "forward", "shown", float(far.max()))
            yield Observation(f"{name}/nearest", "forward", "shown", float(far[far > 0].min()) if far.any() else 0.0)

    def _pushes_only(self, steps: Array) -> bool:
        """steps: (calls, numbers), how far each number was from its place in each call."""
        one_by_one = np.count_nonzero(steps, axis=1).max() <= 1
        low, high = -steps.min(axis=0), steps.max(axis=0)
        both_sides = (np.minimum(low, high) >= (low + high) / FAR_APART).all()
        return bool(one_by_one and (both_sides or not steps.any(axis=1).all()))
