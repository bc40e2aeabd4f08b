"""A value of another shape than expected, made as it should be, but with one array in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Knowledge, Sample, is_same_variable, near
from tutor.judge.diagnosis.units import Unit, atoms, units
from tutor.judge.numbers import is_numeric
from tutor.model import Message, Record, Recording

NAME = re.compile(r"\b[^\W\d]\w*(?!\w*\()")
ENOUGH = 4  # different numbers, not all of them whole


def explain_taken(said: Message, first: Record, run: Recording, reference: Recording) -> Message | None:
    """`y.T @ dout` where `x.T @ dout` belongs: told where both equal what is there in every case, and no other pair does."""
    samples = _samples(first, run, reference)
    if not samples or not _carries(samples):
        return None
    with np.errstate(all="ignore"):
        known = units(atoms(samples))
        came = [unit for unit in known if _equals(unit, [sample.actual for sample in samples])]
        wanted = [unit for unit in known if _equals(unit, [sample.expected for sample in samples])]
    told = [(one.code, *pair) for one in came for other in wanted for pair in _exchanged(one.code, other.code)]
    if len({pair[1:] for pair in told}) != 1:
        return None
    code, wrong, right = min(told, key=lambda one: len(one[0]))
    why = Message("why.made-with", {"code": code, "wrong": wrong, "right": right})
    return Message("explained", {"what": said, "why": why})


def _samples(first: Record, run: Recording, reference: Recording) -> list[Sample]:
    """Every case in which numbers of some shape came; here actual and expected may differ in it."""
    wanted, known = {record.name: record.value for record in reference.records}, Knowledge(reference)
    return [
        Sample(
            record.case,
            record.variable,
            np.asarray(record.value, float),
            np.asarray(wanted[record.name], float),
            known.of(record),
        )
        for record in run.records
        if is_same_variable(record, first) and is_numeric(record.value) and is_numeric(wanted.get(record.name))
    ]


def _carries(samples: Sequence[Sample]) -> bool:
    numbers = np.unique(np.concatenate([sample.actual.ravel() for sample in samples]))
    return len(numbers) >= ENOUGH and bool(np.isfinite(numbers).all()) and bool((numbers != np.round(numbers)).any())


def _equals(unit: Unit, values: Sequence[Any]) -> bool:
    return all(near(value, told) for value, told in zip(values, unit.values, strict=True))


def _exchanged(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The names by which two expressions of one form differ, if they do so by one."""
    left, right = NAME.findall(one), NAME.findall(other)
    if NAME.sub("_", one) == NAME.sub("_", other):
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
        if len(pairs) == 1:
            yield pairs[0]
