"""Functions of a few bits: which rows of the table are wrong, and which gate the whole table is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.judge.diagnosis.samples import Sight
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


def symptoms(sights: Sequence[Sight]) -> Iterator[Symptom]:
    """What can be said of a truth table."""
    rows = {sight.variable[sight.variable.find("(") :]: sight for sight in sights if "(" in sight.variable}
    if tuple(rows) != BITS or any(sight.actual.ndim for sight in sights):
        return
    came = tuple(float(sight.actual) for sight in rows.values())
    wrong = ", ".join(f"{sight.variable}" for sight in rows.values() if not sight.right)
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
