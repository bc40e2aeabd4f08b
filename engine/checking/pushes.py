"""How far from x a difference looks: told from the places at which f is called, for whoever finds a slope off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.checking.observations import Observation, Observations


class Watched:
    """A function of numbers or arrays, and the largest distance from `at` of what it was called with."""

    def __init__(self, f: Callable[..., Any], *at: Any) -> None:
        self._f, self._at = f, [np.array(part, float) for part in at]
        self.farthest: float | None = None

    def __call__(self, *given: Any) -> Any:
        pairs = zip(given, self._at, strict=False)
        gaps = [np.max(np.abs(np.asarray(part, float) - at)) for part, at in pairs if np.shape(part) == at.shape]
        self.farthest = max([float(gap) for gap in gaps] + ([] if self.farthest is None else [self.farthest]), default=None)
        return self._f(*given)

    def told(self, name: str) -> Observations:
        """`case/variable/push`, to be shown; nothing where f was never called near `at`."""
        if self.farthest is not None:
            yield Observation(f"{name}/push", "forward", "shown", self.farthest)
