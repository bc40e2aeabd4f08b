"""Near relatives of the right answer: off by the length of an axis, or on one side of 0 alone, or inside a logarithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from tutor.judge.diagnosis.fitting import RTOL, enough, finite, near
from tutor.judge.diagnosis.samples import Sight
from tutor.judge.diagnosis.scale import Symptom

SIDES: Mapping[str, Callable[[Any], Any]] = {"below-zero": lambda value: value < 0, "above-zero": lambda value: value > 0}
FEW = 6  # elements on either side


def symptoms(sights: Sequence[Sight]) -> Iterator[Symptom]:
    """Every symptom of this family that fits all sights."""
    if not finite(sights):
        return
    yield from _by_axes(sights)
    yield from _one_sided(sights)
    yield from _inside_logarithm(sights)


# --- the length of an axis in the place of another, or where none belongs ---


def _by_axes(sights: Sequence[Sight]) -> Iterator[Symptom]:
    sights = [sight for sight in sights if sight.expected.any() or sight.actual.any()]  # 0 for 0 says nothing
    ratios = [ratio for sight in sights if (ratio := _ratio(sight)) is not None]
    lengths = _lengths(sights) if sights else {}
    if len(ratios) < len(sights) or not enough(sights) or len({f"{ratio:.6g}" for ratio in ratios}) < 2:
        return
    ones: tuple[str, tuple[int, ...]] = ("", (1,) * len(sights))
    for (above, top), (below, bottom) in product([ones, *lengths.items()], repeat=2):
        if above != below and all(abs(r * b / t - 1) < RTOL for r, t, b in zip(ratios, top, bottom, strict=True)):
            yield _told(above, below), {"above": above, "below": below, "ratio": f"{ratios[0]:.4g}", "case": sights[0].case}
            return


def _told(above: str, below: str) -> str:
    return "axes-exchanged" if above and below else "axis-times" if above else "axis-divided"


def _ratio(sight: Sight) -> float | None:
    """The one factor by which all elements of a case are off; 1 where they are right."""
    used = sight.expected != 0
    if not used.any() or (sight.actual[~used] != 0).any():
        return None
    ratios = sight.actual[used] / sight.expected[used]
    return float(ratios[0]) if np.allclose(ratios, ratios[0], rtol=max(RTOL, 10 * sight.rtol), atol=0) else None


def _lengths(sights: Sequence[Sight]) -> dict[str, tuple[int, ...]]:
    """`x.shape[1]` and its like: the length of each axis of each input, in every case. Of two that agree, the first."""
    found: dict[str, tuple[int, ...]] = {}
    for name in [name for name in sights[0].known if all(name in sight.known for sight in sights)]:
        for axis in range(min(sight.known[name].ndim for sight in sights)):
            sizes = tuple(sight.known[name].shape[axis] for sight in sights)
            if sizes not in found.values():
                found[f"{name}.shape[{axis}]"] = sizes
    return found


# --- right on one side of 0 ---


def _one_sided(sights: Sequence[Sight]) -> Iterator[Symptom]:
    """Off exactly where an input is below 0, or above it, and a multiple of something known there: a leak, for example."""
    names = [name for name in sights[0].known if all(_alike(sight, name) for sight in sights)]
    for by, (side, test) in product(names, SIDES.items()):
        masks = [test(sight.known[by]) for sight in sights]
        if all((sight.off <= mask).all() for sight, mask in zip(sights, masks, strict=True)) and _shows(sights, masks):
            for name in names:
                if (ratio := _multiple(sights, masks, name)) is not None:
                    yield f"one-sided.{side}", {"name": by, "code": name, "ratio": f"{ratio:.4g}"}


def _alike(sight: Sight, name: str) -> bool:
    return name in sight.known and sight.known[name].shape == sight.actual.shape


def _shows(sights: Sequence[Sight], masks: Sequence[Any]) -> bool:
    off = sum(int(sight.off.sum()) for sight in sights)
    inside = sum(int(mask.sum()) for mask in masks)
    return off >= FEW and off == inside and sum(mask.size for mask in masks) - inside >= FEW


def _multiple(sights: Sequence[Sight], masks: Sequence[Any], name: str) -> float | None:
    came, base = (
        np.concatenate([part[mask] for part, mask in zip(parts, masks, strict=True)])
        for parts in ([s.actual for s in sights], [s.known[name] for s in sights])
    )
    size = float(base @ base)
    ratio = float(came @ base) / size if size else 0.0
    return ratio if abs(ratio) > 1e-9 and near(came, ratio * base) and np.ptp(base) > 0 else None


# --- a number inside a logarithm ---


def _inside_logarithm(sights: Sequence[Sight]) -> Iterator[Symptom]:
    """-log(y + d) for -log(y), one number for each case: exp of minus both differs by d in every case."""
    if any(sight.actual.ndim for sight in sights) or not enough(sights, spent=1):
        return
    came, wanted = np.array([[float(s.actual), float(s.expected)] for s in sights]).T
    gaps = np.exp(-came) - np.exp(-wanted)
    if (wanted >= -1e-6).all() and abs(gaps[0]) > 1e-5 and np.ptp(gaps) <= 1e-4 * abs(gaps[0]):
        yield "inside-logarithm", {"found": f"{gaps[0]:.3g}"}
