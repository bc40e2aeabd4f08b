"""One number for each case: what came is a sum, a mean or a largest value of some expression of what went in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.formulas import OPERATIONS
from tutor.judge.diagnosis.samples import Sample, enough, finite, join_numbers
from tutor.judge.diagnosis.scale import Symptom
from tutor.judge.diagnosis.units import Unit, atoms, is_plain, joined, units

RTOL = 1e-6
MOST_PAIRED = 60
REDUCTIONS: Mapping[str, Callable[..., Any]] = {"np.sum": np.sum, "np.mean": np.mean, "np.max": np.max}
AFTERWARDS: Mapping[str, Callable[[Any], Any]] = {"{}": lambda x: x, "{}**2": np.square, "np.sqrt({})": np.sqrt}


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """The simplest total that is what came, up to one factor for all cases."""
    if not finite(samples) or any(sample.actual.ndim for sample in samples) or not enough(samples, spent=1):
        return
    came, _ = join_numbers(samples)
    with np.errstate(all="ignore"):
        for shape_of in _grounds(samples):
            known = [unit for unit in units(atoms(samples)) if _lies_on(unit, shape_of)]
            found = [*_of_units(known, came), *_of_pairs(known[:MOST_PAIRED], shape_of, came)]
            yield from sorted(found, key=lambda symptom: len(symptom[1]["code"]))


def _grounds(samples: Sequence[Sample]) -> list[tuple[tuple[int, ...], ...]]:
    """The shapes that some input has in each case."""
    return list(dict.fromkeys(tuple(v.shape for v in unit.values) for unit in atoms(samples) if unit.values[0].ndim))


def _lies_on(unit: Unit, shapes: tuple[tuple[int, ...], ...]) -> bool:
    return all(np.shape(value) == shape for value, shape in zip(unit.values, shapes, strict=True))


def _of_units(known: Sequence[Unit], came: Any) -> Iterator[Symptom]:
    for unit in known:
        for name, reduction in REDUCTIONS.items():
            yield from _match_total(came, np.array([reduction(value) for value in unit.values]), f"{name}({unit.code})")


def _of_pairs(known: Sequence[Unit], shapes: tuple[tuple[int, ...], ...], came: Any) -> Iterator[Symptom]:
    tables = [np.array([unit.values[number].ravel() for unit in known]) for number in range(len(shapes))]
    for sign, operation in OPERATIONS.items():
        for power in (1, 2):
            sums = [np.sum(operation(table[:, None], table[None, :]) ** power, axis=-1) for table in tables]
            for form, counts in _divisors(shapes).items():
                whole = np.array(sums) / counts[:, None, None]
                yield from _match_pairs(known, whole, came, sign, power, form)


def _divisors(shapes: Sequence[tuple[int, ...]]) -> dict[str, Any]:
    """By what a sum is divided in each case: nothing, the number of elements, that of rows."""
    forms = {"np.sum({})": [1.0] * len(shapes), "np.mean({})": [float(np.prod(shape)) for shape in shapes]}
    if all(len(shape) > 1 for shape in shapes):
        forms["np.sum({}) / N"] = [float(shape[0]) for shape in shapes]
    return {form: np.array(counts) for form, counts in forms.items()}


def _match_pairs(known: Sequence[Unit], whole: Any, came: Any, sign: str, power: int, form: str) -> Iterator[Symptom]:
    ratios = came[:, None, None] / whole
    spread = np.max(np.abs(ratios - ratios[0]), axis=0)
    for one, other in np.argwhere(spread <= RTOL * np.abs(ratios[0])):
        if is_plain(known[one], known[other]) and (sign in "-/" or one <= other):
            code = joined(known[one], sign, known[other])
            code = f"({code})**{power}" if power > 1 else code
            yield from _name_multiple(float(ratios[0, one, other]), form.format(code))


def _match_total(came: Any, whole: Any, code: str) -> Iterator[Symptom]:
    for form, function in AFTERWARDS.items():
        ratios = came / function(whole)
        if np.all(np.abs(ratios - ratios[0]) <= RTOL * np.abs(ratios[0])):
            yield from _name_multiple(float(ratios[0]), form.format(code))


def _name_multiple(ratio: float, code: str) -> Iterator[Symptom]:
    if not np.isfinite(ratio) or abs(ratio) < 1e-9:
        return
    if abs(ratio - 1) < RTOL:
        yield "is", {"code": code}
    else:
        yield "is-multiple", {"code": code, "ratio": f"{ratio:.4g}"}
