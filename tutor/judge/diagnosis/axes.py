"""What came is what was expected, but turned, shifted or added up along an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample, fits
from tutor.judge.diagnosis.scale import Symptom

Change = Callable[[Any, int], Any]


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Every symptom of this family that fits all sights."""
    if _is_square(samples) and fits(samples, lambda s: s.expected.T):
        yield "transposed", {}
    axes = min(sample.actual.ndim for sample in samples)
    for name, change in CHANGES.items():
        for axis in range(axes):
            if fits(samples, _along(change, axis)):
                yield name, {"axis": axis}


def _is_square(samples: Sequence[Sample]) -> bool:
    return all(s.actual.ndim == 2 and s.actual.shape[0] == s.actual.shape[1] for s in samples)


def _along(change: Change, axis: int) -> Callable[[Sample], Any]:
    return lambda sample: np.broadcast_to(change(sample.expected, axis), sample.expected.shape)


CHANGES: dict[str, Change] = {
    "reversed": lambda wanted, axis: np.flip(wanted, axis),
    "one-early": lambda wanted, axis: np.roll(wanted, -1, axis),
    "one-late": lambda wanted, axis: np.roll(wanted, 1, axis),
    "mean-along": lambda wanted, axis: np.mean(wanted, axis, keepdims=True),
    "sum-along": lambda wanted, axis: np.sum(wanted, axis, keepdims=True),
    "added-up": lambda wanted, axis: np.cumsum(wanted, axis),
    "one-for-all": lambda wanted, axis: np.take(wanted, [0], axis),
    "last-for-all": lambda wanted, axis: np.take(wanted, [-1], axis),
    "divided-along": lambda wanted, axis: wanted / np.sum(wanted, axis, keepdims=True),
}
