"""What there is to look at: one variable in every case where it was recorded, beside what was expected and what went in.

And when a supposition is taken for true: it tells what came in every such case, and more than chance would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, lgamma
from typing import Any

import numpy as np

from tutor.judge.numbers import is_numeric
from tutor.model import Record, Recording

GIVEN = "given"  # what an input is called in the model answer's recording
VALUE = "value"

RTOL = 1e-6
LOOSE = 0.02  # of numbers that chance moves, and that are judged more loosely still, no formula is told
ENOUGH = 2  # different numbers, foretold by the supposition and off from what was expected
ENOUGH_WHOLE = 3  # if all of them are whole: small whole numbers are alike by chance

CHANCE = 1e-3  # that elements picked at random are just those that one of all descriptions names; see tests/bench/chance.py


@dataclass(frozen=True, slots=True)
class Sample:
    """One case. actual, expected: arrays of one shape. known: inputs, and right values of the other variables, by name.

    sizes: symbol of the lesson -> its size in this case, and an array that shows it, such as "K": (5, "x (N, K)").
    """

    case: str
    variable: str
    actual: Any
    expected: Any
    known: Mapping[str, Any] = field(default_factory=dict)
    rtol: float = 1e-7
    atol: float = 1e-9
    sizes: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def batch(self) -> int | None:
        return batch_of(self.case)

    @property
    def off(self) -> Any:
        """Where the two differ: booleans of their shape."""
        with np.errstate(invalid="ignore", over="ignore"):
            near = np.abs(self.actual - self.expected) <= self.atol + self.rtol * np.abs(self.expected)
        same = (self.actual == self.expected) | (np.isnan(self.actual) & np.isnan(self.expected))
        return ~(near | same)

    @property
    def right(self) -> bool:
        return not self.off.any()


def known_in_all(samples: Sequence[Sample]) -> list[str]:
    """The names that every case knows."""
    return [name for name in samples[0].known if all(name in sample.known for sample in samples)]


def batch_of(case: str) -> int | None:
    """`N=3` at the beginning of a case's name is its batch size."""
    match = re.match(r"N=(\d+)(?:/|$)", case)
    return int(match[1]) if match else None


def samples(first: Record, run: Recording, reference: Recording, shapes: Mapping[str, str] | None = None) -> list[Sample]:
    """Every recorded case of the variable of `first` in which it came out as numbers of the shape expected.

    shapes: variable -> symbols of the lesson, such as "W": "(D, M)".
    """
    expected = {record.name: record for record in reference.records}
    known = Knowledge(reference, shapes or {})
    return [
        sample
        for record in run.records
        if is_same_variable(record, first)
        and _is_judged(record, first)
        and (wanted := expected.get(record.name)) is not None
        if (sample := _sample(record, wanted, known)) is not None
    ]


def is_same_variable(record: Record, first: Record) -> bool:
    """Whether two observations are of one variable: by its name, or as rows of one table such as `AND(1, 0)`."""
    same = record.variable == first.variable or (table_of(record) is not None and table_of(record) == table_of(first))
    return same and record.what == first.what and record.beyond == first.beyond


def _is_judged(record: Record, first: Record) -> bool:
    """Where only the kind of a value is asked for, its numbers are free: they speak neither for a reason nor against it."""
    return first.rule != "same" or record.rule == "same"


def table_of(record: Record) -> tuple[str, str] | None:
    """(case, function) of a row of a table; None for what is no row."""
    name, bracket, _ = record.variable.partition("(")
    return (record.case, name) if bracket and name.isidentifier() else None


def _sample(record: Record, wanted: Record, known: Knowledge) -> Sample | None:
    actual, expected = record.value, wanted.value
    if not (is_numeric(actual) and is_numeric(expected)) or np.shape(actual) != np.shape(expected):
        return None
    numbers = np.asarray(actual, float), np.asarray(expected, float)
    # Gradients are judged by differences; beside the model answer's own they are right to more digits than these.
    loose = {} if record.rule == "same" else {"rtol": 1e-6, "atol": 1e-6}
    told = known.of(record)
    sizes = known.sizes(told | {record.variable: numbers[1]})
    return Sample(
        record.case, record.variable, *numbers, told, **({"rtol": record.rtol, "atol": record.atol} | loose), sizes=sizes
    )


class Knowledge:
    """What the model answer's recording tells of each case."""

    def __init__(self, reference: Recording, shapes: Mapping[str, str] | None = None) -> None:
        self._shapes = {name: told for name, told in (shapes or {}).items() if told.startswith("(")}
        self._records = [r for r in reference.records if r.what in (GIVEN, VALUE) and is_numeric(r.value)]

    def of(self, record: Record) -> dict[str, Any]:
        """Inputs and right values in the case of `record`, by name; its own right value is not among them."""
        return {name: np.asarray(value, float) for name, value in self._told(record)}

    def sizes(self, arrays: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
        """What each symbol is here; none that would be two sizes."""
        found: dict[str, dict[int, str]] = {}
        for name, array in arrays.items():
            shape = self._shapes.get(name, "")
            symbols = re.findall(r"[^\s,()]+", shape)
            for symbol, size in zip(symbols, np.shape(array), strict=False):
                if len(symbols) == np.ndim(array) and symbol.isidentifier():
                    found.setdefault(symbol, {}).setdefault(size, f"{name} {shape}")
        return {symbol: next(iter(sizes.items())) for symbol, sizes in found.items() if len(sizes) == 1}

    def _told(self, record: Record) -> Iterator[tuple[str, Any]]:
        for other in self._records:
            here = other.case == record.case or other.case.startswith(f"{record.case}/")
            itself = other.variable == record.variable and other.what == VALUE
            if here and not itself and other.variable.isidentifier():
                yield other.variable, other.value


# --- whether a supposition fits ---


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
            if not near(sample.actual, suppose(sample), max(rtol, min(sample.rtol, LOOSE))):
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
    ways = lgamma(of + 1) - lgamma(off + 1) - lgamma(of - off + 1)  # its logarithm: of 2000 elements it is no float any more
    return descriptions * exp(-ways)


def finite(samples: Sequence[Sample]) -> bool:
    return all(np.isfinite(s.actual).all() and np.isfinite(s.expected).all() for s in samples)


def join_numbers(samples: Sequence[Sample]) -> tuple[Any, Any]:
    """All numbers that came, and all that were expected, each in one row."""
    return np.concatenate([s.actual.ravel() for s in samples]), np.concatenate([s.expected.ravel() for s in samples])
