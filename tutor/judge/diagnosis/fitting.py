"""When a supposition is taken for true: it tells what came in every recorded case, and more than chance would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import comb
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample

RTOL = 1e-6
ENOUGH = 2  # different numbers, foretold by the supposition and off from what was expected
ENOUGH_WHOLE = 3  # if all of them are whole: small whole numbers are alike by chance

CHANCE = 1e-3  # that elements picked at random are just those that one of all descriptions names; see tests/bench/chance.py

Supposition = Callable[[Sample], Any]


def near(actual: Any, told: Any, rtol: float = RTOL) -> bool:
    """Whether the numbers of two arrays agree to `rtol` of each, and a thousandth of that of the largest."""
    if told is None or np.shape(told) != np.shape(actual):
        return False
    size = np.max(np.abs(actual), initial=0.0, where=np.isfinite(actual))
    with np.errstate(all="ignore"):
        return bool(np.allclose(actual, told, rtol=rtol, atol=1e-3 * rtol * size, equal_nan=True))


def evidence(samples: Sequence[Sample], suppose: Supposition, rtol: float = RTOL) -> int:
    """How many different wrong numbers the supposition foretells; 0 if a case speaks against it."""
    told: set[float] = set()
    for sample in samples:
        with np.errstate(all="ignore"):
            if not near(sample.actual, suppose(sample), max(rtol, sample.rtol)):
                return 0
        told |= wrong_numbers(sample)
    return len(told)


def wrong_numbers(sample: Sample) -> set[float]:
    """The different numbers that came where others were expected, to six digits."""
    return {float(f"{number:.6g}") for number in sample.actual[sample.off].ravel()[:64]}


def enough(samples: Iterable[Sample], spent: int = 0) -> bool:
    """Whether there is more to foretell than `spent` free constants and chance explain."""
    numbers = set().union(*map(wrong_numbers, samples))
    whole = all(number == round(number) for number in numbers if np.isfinite(number))
    return len(numbers) >= (ENOUGH_WHOLE if whole else ENOUGH) + spent


def fits(samples: Sequence[Sample], suppose: Supposition, spent: int = 0, rtol: float = RTOL) -> bool:
    """Whether what is supposed is what came, beyond chance."""
    return evidence(samples, suppose, rtol) > 0 and enough(samples, spent)


def picked_by_chance(off: int, of: int, descriptions: float) -> float:
    """How likely one of so many descriptions fits `off` elements of `of` that were picked at random."""
    return descriptions / comb(of, off)


def finite(samples: Sequence[Sample]) -> bool:
    return all(np.isfinite(s.actual).all() and np.isfinite(s.expected).all() for s in samples)


def joined(samples: Sequence[Sample]) -> tuple[Any, Any]:
    """All numbers that came, and all that were expected, each in one row."""
    return np.concatenate([s.actual.ravel() for s in samples]), np.concatenate([s.expected.ravel() for s in samples])
