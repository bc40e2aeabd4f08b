"""Functions of a few bits: which rows of the table are wrong, and which gate the whole table is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.judge.diagnosis.samples import Sample
from tutor.judge.diagnosis.scale import Symptom

GATES = {
    (0, 0, 0, 1): "AND",
    (0, 1, 1, 1): "OR",
    (1, 1, 1, 0): "NAND",
    (1, 0, 0, 0): "NOR",
    (0, 1, 1, 0): "XOR",
    (1, 0, 0, 1): "XNOR",
}
BITS = ("(0, 0)", "(1, 0)", "(0, 1)", "(1, 1)")  # a gate's rows in the order of the checks


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """What can be said of a truth table."""
    rows = {sample.variable[sample.variable.find("(") :]: sample for sample in samples if "(" in sample.variable}
    if tuple(rows) != BITS or any(sample.actual.ndim for sample in samples):
        return
    came = tuple(float(sample.actual) for sample in rows.values())
    wrong = ", ".join(f"{sample.variable}" for sample in rows.values() if not sample.right)
    yield from _of_table(came, tuple(float(s.expected) for s in rows.values()), wrong)


def _of_table(came: tuple[float, ...], wanted: tuple[float, ...], wrong: str) -> Iterator[Symptom]:
    facts = {"rows": wrong, "table": " ".join(f"{value:g}" for value in came)}
    if any(value not in (0.0, 1.0) for value in came):
        strange = next(value for value in came if value not in (0.0, 1.0))
        yield "table.no-bits", {**facts, "found": f"{strange:g}"}
    elif len(set(came)) == 1:
        yield "table.constant", {**facts, "found": f"{came[0]:g}"}
    elif np.array_equal(1 - np.array(came), wanted):
        yield "table.turned", facts
    elif came in GATES:
        yield "table.gate", {**facts, "gate": GATES[tuple(map(int, came))]}  # type: ignore[index]
    elif (column := _column(came)) is not None:
        yield column, facts
    else:
        yield "table.rows", facts


def _column(came: tuple[float, ...]) -> str | None:
    inputs = {"table.first": (0.0, 1.0, 0.0, 1.0), "table.second": (0.0, 0.0, 1.0, 1.0)}
    return next((name for name, column in inputs.items() if column == came), None)
