"""What came is off by the same all along an axis: each row, or each column, by a factor or a shift of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import RTOL, Sample, enough, finite, known_in_all, near
from tutor.judge.diagnosis.scale import Symptom


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Every symptom of this family that fits all sights."""
    axes = min(sample.actual.ndim for sample in samples)
    yield from _own_constants(samples, axes)
    yield from _inside_softmax(samples, axes)


def _inside_softmax(samples: Sequence[Sample], axes: int) -> Iterator[Symptom]:
    scores = [_before_softmax(sample) for sample in samples if sample.actual.ndim]
    known = [sample for sample in scores if sample is not None]
    if known and len(known) == len(scores):
        yield from _of_known(known, samples)
        yield from ((f"inside.{name}", facts) for name, facts in _own_constants(known, axes) if name == "own-shifts")


def _of_known(scores: Sequence[Sample], samples: Sequence[Sample]) -> Iterator[Symptom]:
    """What is missing from the scores, or too much in them, is something that went in, such as a bias."""
    if not enough(samples, spent=1):
        return
    gaps = [score.expected - score.actual for score in scores]
    for name in known_in_all(samples):
        rows = [_centre(sample.known[name], sample.actual.shape) for sample in samples]
        for key, sign in (("term-missing", 1.0), ("term-extra", -1.0)):
            if all(row is not None and near(gap, sign * row, 1e-5) for gap, row in zip(gaps, rows, strict=True)):
                yield f"inside.{key}", {"code": name}


def _centre(value: Any, shape: tuple[int, ...]) -> Any:
    """Of a value that could be added to scores of this shape: what softmax sees of it."""
    if not value.ndim or value.shape != shape[-value.ndim :]:
        return None
    return np.broadcast_to(value - value.mean(axis=-1, keepdims=True), shape)


def _before_softmax(sample: Sample) -> Sample | None:
    """Rows of probabilities as the scores that softmax would make them of, each row with the mean 0."""
    parts = sample.actual, sample.expected
    if not all((part > 0).all() and np.allclose(part.sum(axis=-1), 1) for part in parts):
        return None
    scores = (np.log(part) - np.mean(np.log(part), axis=-1, keepdims=True) for part in parts)
    return Sample(sample.case, sample.variable, *scores)


def _own_constants(samples: Sequence[Sample], axes: int) -> Iterator[Symptom]:
    """Off by something that is the same all along an axis: by one factor, or one shift, for each row or column."""
    if not finite(samples) or not enough(samples, spent=3):
        return
    gaps = [(s.actual - s.expected, s.actual, s.expected) for s in samples]
    ratios = [(s.actual / s.expected, np.ones_like(s.actual), s.expected) for s in samples]
    for name, views in (("own-factors", ratios), ("own-shifts", gaps)):
        for axis in range(axes):
            if all(_same_along(axis, *view) for view in views) and _shows(samples, axis):
                yield name, {"axis": axis}


def _same_along(axis: int, view: Any, actual: Any, expected: Any) -> bool:
    if not np.isfinite(view).all():
        return False
    if view.shape[axis] < 2:
        return True
    size = np.maximum(np.abs(actual), np.abs(view)) if actual.size else 0.0
    return bool((np.ptp(view, axis=axis, keepdims=True) <= RTOL * np.max(size, axis=axis, keepdims=True)).all())


def _shows(samples: Sequence[Sample], axis: int) -> bool:
    """Whether there are enough rows along the axis, and enough of them side by side, for this to be no chance."""
    return any(s.actual.ndim > 1 and s.actual.shape[axis] > 2 and s.actual.size // s.actual.shape[axis] > 1 for s in samples)
