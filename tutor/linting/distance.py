"""How far apart two runs are where one of them first fails, counted in tolerances.

A mistake that stands too near to another is misnamed one day.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.gradients import FLOOR
from tutor.judge.naming import Spot
from tutor.judge.numbers import close, is_numeric, same_crash, shape_of
from tutor.model import Crash, ObservationName, Record, Recording, Value

ENOUGH = 100.0
SAME_RTOL, SAME_ATOL = 1e-6, 1e-9  # within these, naming takes two runs for the same


def from_solution(mistake: Recording, solution: Recording, spot: Spot) -> float:
    """Tolerances between a mistake and the model answer at the spot where the mistake first fails."""
    expected = {record.name: record for record in solution.records}
    there = _there(mistake, spot).values()
    gaps = [_off(record, expected[record.name].value) for record in there if record.name in expected]
    return max(gaps, default=float("inf"))


def between(one: Recording, other: Recording, spot: Spot) -> float:
    """Tolerances between two mistakes that first fail at the same spot."""
    ours, theirs = _there(one, spot), _there(other, spot)
    if ours.keys() != theirs.keys():
        return float("inf")
    return max((_apart(ours[name], theirs[name]) for name in ours), default=0.0)


def _there(recording: Recording, spot: Spot) -> Mapping[ObservationName, Record]:
    return {
        record.name: record
        for record in recording.records
        if record.case == spot.case and record.variable in spot.variables and record.rule != "shown"
    }


def _off(record: Record, expected: Value) -> float:
    """What the rule of an observation tolerates is 1."""
    match record.rule:
        case "small" if is_numeric(record.value):
            return _ratio(abs(float(record.value)), record.atol)
        case "slopes" if is_numeric(record.value):
            return _off_slopes(record.value)
        case "like" if is_numeric(record.value) and shape_of(record.value) == shape_of(expected):
            return 0.0 if np.isfinite(np.asarray(record.value, float)).all() else float("inf")
        case "same":
            return _units(record.value, expected, record.rtol, record.atol)
    return 0.0 if close(record.value, expected, 0.0, 0.0) else float("inf")


def _off_slopes(value: Value) -> float:
    rows = np.asarray(value, float).reshape(-1, 4)
    return max((_ratio(abs(row[0] - row[1]), 10 * row[2] + FLOOR * row[3]) for row in rows), default=0.0)


def _apart(one: Record, other: Record) -> float:
    if isinstance(one.value, Crash) and isinstance(other.value, Crash):
        return 0.0 if same_crash(one.value, other.value) else float("inf")  # by what they say, as naming tells them apart
    if one.rule == "slopes" and is_numeric(one.value) and is_numeric(other.value):
        first, second = np.asarray(one.value)[:, 0], np.asarray(other.value)[:, 0]
        return _units(first, second, SAME_RTOL, SAME_ATOL)
    atol = max(one.atol, SAME_ATOL) if one.rule == "same" else SAME_ATOL
    return _units(one.value, other.value, max(one.rtol, SAME_RTOL), atol)


def _units(one: Value, other: Value, rtol: float, atol: float) -> float:
    """The largest difference of two values in units of what is tolerated there; infinite for values of another kind."""
    if not (is_numeric(one) and is_numeric(other)) or np.shape(one) != np.shape(other):
        return 0.0 if close(one, other, rtol, atol) else float("inf")
    first, second = np.asarray(one, float), np.asarray(other, float)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        units = np.where(first == second, 0.0, np.abs(first - second) / (atol + rtol * np.abs(second)))
    alike = np.isnan(first) & np.isnan(second)
    return float(np.max(np.where(alike, 0.0, np.nan_to_num(units, nan=np.inf)), initial=0.0))


def _ratio(gap: float, tolerance: float) -> float:
    if gap == 0.0:
        return 0.0
    return float(gap / tolerance) if tolerance > 0 and np.isfinite(gap) else float("inf")
