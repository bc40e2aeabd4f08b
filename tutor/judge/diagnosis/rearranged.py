"""The right numbers in other places: of a transpose that is missing, or a reshape that comes too early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.judge.diagnosis.samples import Sample, near, wrong_numbers
from tutor.judge.diagnosis.scale import Symptom

MANY = 5  # different numbers in wrong places: fewer are alike by chance, or by a slip of another kind


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Whether each case has the numbers that are expected, each as often, and some case has many of them in wrong places."""
    if all(map(_has_the_numbers, samples)) and any(len(wrong_numbers(sample)) >= MANY for sample in samples):
        yield "rearranged", {}


def _has_the_numbers(sample: Sample) -> bool:
    return near(np.sort(sample.actual, axis=None), np.sort(sample.expected, axis=None), sample.rtol)
