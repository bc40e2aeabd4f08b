"""Only some elements are off: which, by what went in there, by what was expected there, or by their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import CHANCE, Sample, known_in_all, picked_by_chance
from tutor.judge.diagnosis.scale import Symptom

SURER = 10  # times: the same place in every case is less of a coincidence than a side of 0

Choice = Callable[[Sample], Any]  # which elements: booleans, or None where there is no saying

SIDES: Mapping[str, Callable[[Any], Any]] = {
    "below-zero": lambda value: value < 0,
    "above-zero": lambda value: value > 0,
    "at-zero": lambda value: value == 0,
    "at-least-zero": lambda value: value >= 0,
    "at-most-zero": lambda value: value <= 0,
}


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """The simplest description of the elements that are off, if some are and some are not.

    What is picked at random among few elements, or nearly all of many, fits some description: such a one says nothing.
    """
    if not _some_are_off(samples):
        return
    trivial = _right_anyway(samples)
    yield from () if trivial else _by_sign(samples)
    yield from _by_place(samples)
    yield from () if trivial else _by_range(samples)
    yield from _by_number(samples)


def _is_no_chance(samples: Sequence[Sample], descriptions: float) -> bool:
    """Whether it can be no chance that one of so many descriptions fits."""
    off, of = (sum(int(part) for part in parts) for parts in zip(*((s.off.sum(), s.off.size) for s in samples), strict=True))
    return picked_by_chance(off, of, descriptions) < CHANCE


def _some_are_off(samples: Sequence[Sample]) -> bool:
    """Whether some elements are right and some are wrong within one case."""
    return any(sample.off.any() and not sample.off.all() for sample in samples)


def _exactly_off(samples: Sequence[Sample], choice: Choice) -> bool:
    """Whether exactly the chosen elements are off, in every case."""
    return all((mask := choice(sample)) is not None and bool((mask == sample.off).all()) for sample in samples)


def _by_sign(samples: Sequence[Sample]) -> Iterator[Symptom]:
    names = (*known_in_all(samples), "")
    if not _is_no_chance(samples, len(names) * len(SIDES)):
        return
    for name in names:
        for side, test in SIDES.items():
            if not name and side == "at-least-zero":
                continue
            if _exactly_off(samples, lambda s, name=name, test=test: _test(s, name, test)):  # type: ignore[misc]
                yield f"only-where.{side}" if name else f"only-expected.{side}", {"name": name, **_share_facts(samples)}


def _right_anyway(samples: Sequence[Sample]) -> bool:
    """A nought that is expected comes out of many a wrong formula: that the others are off is no description of them."""
    return all(bool((s.off == (s.expected != 0)).all()) for s in samples)


def _test(sample: Sample, name: str, test: Callable[[Any], Any]) -> Any:
    value = sample.known[name] if name else sample.expected
    return test(value) if value.shape == sample.actual.shape else None


def _share_facts(samples: Sequence[Sample]) -> dict[str, Any]:
    return {"share": _share(samples)}


def _share(samples: Sequence[Sample]) -> str:
    return f"{sum(int(s.off.sum()) for s in samples)}/{sum(s.off.size for s in samples)}"


PLACES: Mapping[str, Callable[[tuple[int, ...]], Any]] = {
    "first-row": lambda shape: _row(shape, 0, 0),
    "last-row": lambda shape: _row(shape, 0, -1),
    "all-but-first-row": lambda shape: ~_row(shape, 0, 0),
    "all-but-last-row": lambda shape: ~_row(shape, 0, -1),
    "first-column": lambda shape: _row(shape, 1, 0),
    "last-column": lambda shape: _row(shape, 1, -1),
    "all-but-first-column": lambda shape: ~_row(shape, 1, 0),
    "all-but-last-column": lambda shape: ~_row(shape, 1, -1),
    "diagonal": lambda shape: np.eye(shape[0], shape[1]) == 1,
    "off-diagonal": lambda shape: np.eye(shape[0], shape[1]) != 1,
    "first-element": lambda shape: _row((int(np.prod(shape)),), 0, 0).reshape(shape),
    "last-element": lambda shape: _row((int(np.prod(shape)),), 0, -1).reshape(shape),
}


def _row(shape: tuple[int, ...], axis: int, index: int) -> Any:
    mask = np.zeros(shape, bool)
    mask[(slice(None),) * axis + (index,)] = True
    return mask


def _by_place(samples: Sequence[Sample]) -> Iterator[Symptom]:
    if not _is_no_chance(samples, len(PLACES) / SURER):
        return
    for name, mask_of in PLACES.items():
        if _has(name, samples) and _exactly_off(samples, lambda s, mask_of=mask_of: mask_of(s.actual.shape)):  # type: ignore[misc]
            yield f"only-place.{name}{_empty(name, samples)}", _share_facts(samples)


def _empty(place: str, samples: Sequence[Sample]) -> str:
    """Whether nothing came in the last place, as where a loop ends too early: any other number there has another reason."""
    came = [number for s in samples for number in s.actual[s.off]]
    return ".empty" if place.startswith("last-") and not any(came) else ""


def _has(place: str, samples: Sequence[Sample]) -> bool:
    """Whether every value has such a place: a column, for example."""
    if "diagonal" in place:
        return all(sample.actual.ndim == 2 for sample in samples)
    return all(sample.actual.ndim > ("element" not in place) and sample.actual.size for sample in samples)


def _by_range(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Off where an input, or what was expected, is large, or small, or lies in one stretch, and right everywhere else."""
    names = (*known_in_all(samples), "")
    for name in names:
        parts = [(_test(s, name, lambda value: value), s.off) for s in samples]
        if any(values is None for values, _ in parts):
            continue
        values, off = (np.concatenate([np.ravel(p[k]) for p in parts]) for k in (0, 1))
        if found := _stretch(values, off):
            kind, descriptions, facts = found
            if _is_no_chance(samples, descriptions * len(names)):
                yield (f"only-{kind}" if name else f"only-expected-{kind}"), {"name": name, **facts, **_share_facts(samples)}


def _stretch(values: Any, off: Any) -> tuple[str, int, dict[str, str]] | None:
    """The stretch that holds all that are off and no other; how many such stretches there might be; and its ends."""
    low, high, rest = values[off].min(), values[off].max(), values[~off]
    if not (low < high) or ((rest >= low) & (rest <= high)).any():
        return None
    if (rest < low).all():
        return "above", len(values), {"from": f"{low:.3g}", "to": f"{rest.max():.3g}"}
    if (rest > high).all():
        return "below", len(values), {"from": f"{high:.3g}", "to": f"{rest.min():.3g}"}
    return "between", len(values) ** 2, {"low": f"{low:.3g}", "high": f"{high:.3g}"}


def _by_number(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Rows or columns that are off as a whole, while others are right as a whole."""
    for axis, title in ((0, "rows"), (1, "columns")):
        first = next((s for s in samples if s.off.any() and s.off.ndim == 2 and s.off.shape[axis] > 1), None)
        if first is None:
            continue
        lines = np.moveaxis(first.off, axis, 0).reshape(first.off.shape[axis], -1)
        whole = [bool(line.all()) for line in lines]
        if all(line.all() or not line.any() for line in lines) and not all(whole) and lines.shape[1] > 1:
            numbers = ", ".join(str(number) for number, line in enumerate(lines) if line.all())
            yield f"only-{title}", {"numbers": numbers, "count": len(lines), "case": first.case}
