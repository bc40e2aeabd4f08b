"""Several values at once: the wrong number of them, another order, or some of them wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Knowledge, Sample, is_same_variable
from tutor.judge.diagnosis.scale import Symptom
from tutor.judge.numbers import close, is_numeric
from tutor.model import Record, Recording, Value

MOST_TURNED = 5  # values whose every order is tried


@dataclass(frozen=True, slots=True)
class Row:
    """A tuple that came and the one expected, in one case."""

    record: Record
    expected: tuple[Value, ...]
    known: Mapping[str, Any]

    @property
    def actual(self) -> tuple[Value, ...]:
        value: tuple[Value, ...] = self.record.value
        return value

    def agrees(self, number: int) -> bool:
        return close(self.actual[number], self.expected[number], self.record.rtol, self.record.atol)


def rows(first: Record, run: Recording, reference: Recording) -> list[Row]:
    """Every recorded case in which both the run and the model answer gave a tuple."""
    expected = {record.name: record.value for record in reference.records}
    knowledge = Knowledge(reference)
    return [
        Row(record, expected[record.name], knowledge.of(record))
        for record in run.records
        if is_same_variable(record, first)
        and isinstance(record.value, tuple)
        and isinstance(expected.get(record.name), tuple)
    ]


def symptoms(found: Sequence[Row]) -> Iterator[Symptom]:
    """What is off about the tuples as such."""
    if any(len(row.actual) != len(row.expected) for row in found):
        row = next(row for row in found if len(row.actual) != len(row.expected))
        yield "count", {"got": len(row.actual), "wanted": len(row.expected)}
        return
    yield from _in_another_order(found)


def _in_another_order(found: Sequence[Row]) -> Iterator[Symptom]:
    count = len(found[0].expected)
    if any(len(row.expected) != count for row in found):
        return
    if count > 2 and all(_same(row.actual, row.expected[::-1], row) for row in found):
        yield "order-reversed", {}
    elif count <= MOST_TURNED:
        for order in permutations(range(count)):
            if order != tuple(range(count)) and all(
                _same(row.actual, [row.expected[k] for k in order], row) for row in found
            ):
                yield "order-other", {"order": ", ".join(str(k) for k in order)}
                return


def _same(actual: Sequence[Value], expected: Sequence[Value], row: Row) -> bool:
    return all(close(a, e, row.record.rtol, row.record.atol) for a, e in zip(actual, expected, strict=True))


def wrong_parts(found: Sequence[Row]) -> list[int]:
    """Which of the values are wrong in at least one case. Empty if the counts differ."""
    if any(len(row.actual) != len(row.expected) for row in found):
        return []
    return [k for k in range(min(len(row.expected) for row in found)) if not all(row.agrees(k) for row in found)]


def part(found: Sequence[Row], number: int) -> list[Sample]:
    """One of the values as sights of its own."""
    return [_sample(row, row.actual[number], row.expected[number], f"[{number}]") for row in found if _numbers(row, number)]


def whole(found: Sequence[Row]) -> list[Sample]:
    """Tuples of plain numbers as arrays."""
    plain = all(is_numeric(v) and np.ndim(v) == 0 for row in found for v in (*row.actual, *row.expected))
    same = all(len(row.actual) == len(row.expected) for row in found)
    return [_sample(row, row.actual, row.expected, "") for row in found] if plain and same else []


def _numbers(row: Row, number: int) -> bool:
    one, other = row.actual[number], row.expected[number]
    return is_numeric(one) and is_numeric(other) and np.shape(one) == np.shape(other)


def _sample(row: Row, actual: Any, expected: Any, suffix: str) -> Sample:
    record = row.record
    numbers = np.asarray(actual, float), np.asarray(expected, float)
    return Sample(record.case, f"{record.variable}{suffix}", *numbers, row.known, record.rtol, record.atol)
