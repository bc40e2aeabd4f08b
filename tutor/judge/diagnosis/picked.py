"""Numbers fetched from other places of an input: of images that are shifted or turned, and of windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample
from tutor.judge.diagnosis.scale import Symptom

MOVED = 3  # numbers that are expected in other places than the input has them: fewer may be chance


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Whether all that came, and all that is expected, are numbers of one input, or 0; and what is where."""
    for name in samples[0].known if samples else ():
        told = [_places(sample, name) for sample in samples]
        if any(places is None for places in told):
            continue
        if wrong := next((sample for sample in samples if not sample.right), None):
            places = _places(wrong, name) or {}
            if sum(_is_moved(place, places, wrong.expected) for place in np.argwhere(wrong.off)) >= MOVED:
                yield "picked", _facts(wrong, name, places)
                return


def _places(sample: Sample, name: str) -> Mapping[float, tuple[int, ...]] | None:
    """Number -> its place in the input; None where they do not tell it, or where other numbers came."""
    source = sample.known.get(name)
    if source is None or source.ndim < 2 or not sample.actual.ndim:
        return None
    numbers, first, counts = np.unique(source, return_index=True, return_counts=True)
    if (counts[numbers != 0] > 1).any() or not np.isin([*sample.actual.flat, *sample.expected.flat], [*numbers, 0.0]).all():
        return None
    return {float(n): tuple(map(int, np.unravel_index(i, source.shape))) for n, i in zip(numbers, first, strict=True) if n}


def _is_moved(place: Any, places: Mapping[float, tuple[int, ...]], values: Any) -> bool:
    found = places.get(float(values[tuple(place)]))
    return found is not None and found != tuple(map(int, place))


def _facts(sample: Sample, name: str, places: Mapping[float, tuple[int, ...]]) -> dict[str, str]:
    """Of the first place where a number of the input came, and another one belongs."""
    wrong = [tuple(map(int, place)) for place in np.argwhere(sample.off)]
    place = next((one for one in wrong if sample.expected[one]), wrong[0])

    def told(value: float) -> str:
        return _index(name, places[float(value)]) if value else "0"

    found, wanted = told(sample.actual[place]), told(sample.expected[place])
    return {"variable": _index(sample.variable, place), "found": found, "wanted": wanted, "case": sample.case}


def _index(name: str, place: tuple[int, ...]) -> str:
    return f"{name}[{', '.join(map(str, place))}]"
