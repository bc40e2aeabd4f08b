"""A second voice: the learner's own gradient check, asked about the very gradients that ours has looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from engine.checking.observations import Observation, Observations, attempt
from engine.checking.probes import Probe

GradientCheck: TypeAlias = Callable[[Callable[[Any], float], Any, Any], float]

MOST = 64  # numbers to differentiate by, two losses each


class Voter:
    """Asks the given gradient check once: in the first case that has no more than `MOST` numbers, of each gradient there."""

    def __init__(self, gradient_check: GradientCheck) -> None:
        self._check = gradient_check
        self._asked = False

    def __call__(self, probe: Probe, case: str) -> Observations:
        if self._asked or sum(np.size(probe.values[name]) for name in probe.gradients) > MOST:
            return
        self._asked = True
        for name in probe.gradients:
            error = attempt(lambda name=name: self._error(probe, name))  # type: ignore[misc]
            yield Observation(f"{case}/d{name}/vote", "gradient", "shown", error)

    def _error(self, probe: Probe, name: str) -> float:
        x = np.array(probe.values[name], float)
        return float(self._check(lambda moved: probe.loss({**probe.values, name: moved}), x, probe.gradients[name]))
