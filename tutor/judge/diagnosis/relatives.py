"""Near relatives of the right answer: off by the length of an axis, on one side of 0 alone, inside a logarithm, or by one
activation too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import RTOL, Sample, enough, finite, known_in_all, near
from tutor.judge.diagnosis.scale import Symptom
from tutor.judge.diagnosis.units import softmax

SIDES: Mapping[str, Callable[[Any], Any]] = {"below-zero": lambda value: value < 0, "above-zero": lambda value: value > 0}
FEW = 6  # elements on either side


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Every symptom of this family that fits all sights."""
    if not finite(samples):
        return
    yield from _by_axes(samples)
    yield from _one_sided(samples)
    yield from _inside_logarithm(samples)
    yield from _once_more(samples)


# --- the length of an axis in the place of another, or where none belongs ---


def _by_axes(samples: Sequence[Sample]) -> Iterator[Symptom]:
    samples = [sample for sample in samples if sample.expected.any() or sample.actual.any()]  # 0 for 0 says nothing
    ratios = [ratio for sample in samples if (ratio := _ratio(sample)) is not None]
    lengths = _lengths(samples) if samples else {}
    if len(ratios) < len(samples) or not enough(samples) or len({f"{ratio:.6g}" for ratio in ratios}) < 2:
        return
    ones: tuple[str, tuple[int, ...]] = ("", (1,) * len(samples))
    for (above, top), (below, bottom) in product([ones, *lengths.items()], repeat=2):
        if above != below and all(abs(r * b / t - 1) < RTOL for r, t, b in zip(ratios, top, bottom, strict=True)):
            yield (
                _name_axes(above, below),
                {"above": above, "below": below, "ratio": f"{ratios[0]:.4g}", "case": samples[0].case},
            )
            return


def _name_axes(above: str, below: str) -> str:
    return "axes-exchanged" if above and below else "axis-times" if above else "axis-divided"


def _ratio(sample: Sample) -> float | None:
    """The one factor by which all elements of a case are off; 1 where they are right."""
    used = sample.expected != 0
    if not used.any() or (sample.actual[~used] != 0).any():
        return None
    ratios = sample.actual[used] / sample.expected[used]
    return float(ratios[0]) if np.allclose(ratios, ratios[0], rtol=max(RTOL, 10 * sample.rtol), atol=0) else None


def _lengths(samples: Sequence[Sample]) -> dict[str, tuple[int, ...]]:
    """`x.shape[1]` and its like: the length of each axis of each input, in every case. Of two that agree, the first."""
    found: dict[str, tuple[int, ...]] = {}
    for name in known_in_all(samples):
        for axis in range(min(sample.known[name].ndim for sample in samples)):
            sizes = tuple(sample.known[name].shape[axis] for sample in samples)
            if sizes not in found.values():
                found[f"{name}.shape[{axis}]"] = sizes
    return found


# --- right on one side of 0 ---


def _one_sided(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Off exactly where an input is below 0, or above it, and a multiple of something known there: a leak, for example."""
    names = [name for name in samples[0].known if all(_alike(sample, name) for sample in samples)]
    for by, (side, test) in product(names, SIDES.items()):
        masks = [test(sample.known[by]) for sample in samples]
        if all((sample.off <= mask).all() for sample, mask in zip(samples, masks, strict=True)) and _shows(samples, masks):
            for name in names:
                if (ratio := _multiple(samples, masks, name)) is not None:
                    yield f"one-sided.{side}", {"name": by, "code": name, "ratio": f"{ratio:.4g}"}


def _alike(sample: Sample, name: str) -> bool:
    return name in sample.known and sample.known[name].shape == sample.actual.shape


def _shows(samples: Sequence[Sample], masks: Sequence[Any]) -> bool:
    off = sum(int(sample.off.sum()) for sample in samples)
    inside = sum(int(mask.sum()) for mask in masks)
    return off >= FEW and off == inside and sum(mask.size for mask in masks) - inside >= FEW


def _multiple(samples: Sequence[Sample], masks: Sequence[Any], name: str) -> float | None:
    came, base = (
        np.concatenate([part[mask] for part, mask in zip(parts, masks, strict=True)])
        for parts in ([s.actual for s in samples], [s.known[name] for s in samples])
    )
    size = float(base @ base)
    ratio = float(came @ base) / size if size else 0.0
    return ratio if abs(ratio) > 1e-9 and near(came, ratio * base) and np.ptp(base) > 0 else None


# --- a number inside a logarithm ---


def _inside_logarithm(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """-log(y + d) for -log(y), one number for each case: exp of minus both differs by d in every case."""
    if any(sample.actual.ndim for sample in samples) or not enough(samples, spent=1):
        return
    came, wanted = np.array([[float(s.actual), float(s.expected)] for s in samples]).T
    with np.errstate(over="ignore"):
        gaps = np.exp(-came) - np.exp(-wanted)
    if np.isfinite(gaps).all() and (wanted >= -1e-6).all() and abs(gaps[0]) > 1e-5 and np.ptp(gaps) <= 1e-4 * abs(gaps[0]):
        yield "inside-logarithm", {"found": f"{gaps[0]:.3g}"}


# --- an activation that comes on top of the right answer ---


ACTIVATIONS: Mapping[str, Callable[[Any], Any]] = {
    "softmax": softmax,
    "sigmoid": lambda value: 1 / (1 + np.exp(-np.clip(value, -700, 700))),
    "tanh": np.tanh,
    "relu": lambda value: np.maximum(value, 0),
}


def _once_more(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """What came is an activation of what is expected."""
    if any(not sample.actual.ndim for sample in samples) or not enough(samples):
        return
    for name, activation in ACTIVATIONS.items():
        pairs = [(sample.actual, activation(sample.expected)) for sample in samples]
        if all(near(came, told) for came, told in pairs) and any(np.ptp(told) > 1e-3 for _, told in pairs):
            yield "once-more", {"name": name}
            return
