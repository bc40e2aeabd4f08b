"""Gradients against differences: which scalar to differentiate, and what to write down of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from engine.checking.calls import Values
from engine.checking.observations import Array, Draw, Observation, Observations, Raised, attempt
from engine.gradients import Agreement, H, Slope, judge, numerical_gradient, slopes

ATTEMPTS = 4  # other inputs to try where a kink blurs the differences
CLOSER = 0.25  # each time with shorter steps: among hundreds of units some kink is always near, seldom that near
DIRECTIONS = 2
MOST = 64  # numbers to differentiate by for a second opinion, two losses each

GradientCheck: TypeAlias = Callable[[Callable[[Any], float], Any, Any], float]


class Probe(NamedTuple):
    """One scalar to differentiate, the variables to move, and what is claimed of its gradient there."""

    loss: Callable[[Values], float]
    values: Values
    gradients: dict[str, Array]
    floor: float

    def slopes(self, draw: Draw, h: float = H) -> dict[str, list[Slope]]:
        directions = {
            name: [draw(f"{name} direction {k}", np.shape(self.values[name])) for k in range(DIRECTIONS)]
            for name in self.gradients
        }
        return slopes(self.loss, self.values, self.gradients, directions, self.floor, h)


def check_gradients(probe_at: Callable[[Draw], Probe], case: str, draw: Draw) -> Observations:
    """Each variable's slopes; for one that disagrees also both gradients element by element, to be shown.

    Where a kink blurs the differences, other inputs are drawn and differences taken closer, up to ATTEMPTS times.
    """

    def measure(number: int) -> tuple[Probe, dict[str, list[Slope]]]:
        source = draw.at(case, number)
        probe = probe_at(source)
        return probe, probe.slopes(source, H * CLOSER**number)

    for number in range(ATTEMPTS):
        found = attempt(lambda number=number: measure(number))  # type: ignore[misc]
        if isinstance(found, Raised):
            yield Observation(f"{case}/gradient/slopes", "gradient", "slopes", found)
            return
        probe, rows = found
        if not any(judge(s) is Agreement.ROUGH for row in rows.values() for s in row):
            break
    for name, row in rows.items():
        yield Observation(f"{case}/d{name}/slopes", "gradient", "slopes", _table(row))
        if any(judge(s) is Agreement.DIFFERS for s in row):
            yield from _elementwise(probe, case, name)
    if draw.voter:
        yield from draw.voter(probe, case)


def _table(row: list[Slope]) -> Array:
    return np.array([[s.analytic, s.numerical, s.error, s.scale] for s in row])


def _elementwise(probe: Probe, case: str, name: str) -> Observations:
    x = np.array(probe.values[name], float)
    numerical = attempt(lambda: numerical_gradient(lambda moved: probe.loss({**probe.values, name: moved}), x))
    yield Observation(f"{case}/d{name}/yours", "gradient", "shown", probe.gradients[name])
    yield Observation(f"{case}/d{name}/numerical", "gradient", "shown", numerical)


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
