"""A slope that is off because of how far from x it looks: too wide, or so near that x + h is x again."""

from __future__ import annotations

from tutor.judge.diagnosis.scale import Symptom
from tutor.model import Record, Recording

PUSH = "push"
WIDE, TINY = 2e-3, 1e-7  # beside numbers of about 1; between the two any slope is right to the digits that are asked for


def symptom(first: Record, run: Recording) -> Symptom | None:
    """What the distances say at which the function was called, if they say anything."""
    pushes = [
        (record.case, float(record.value))
        for record in run.records
        if record.what == PUSH and record.variable == first.variable and isinstance(record.value, float)
    ]
    told = next((push for case, push in pushes if case == first.case), None)
    if told is None:
        return None
    if all(push >= WIDE for _, push in pushes):
        return "push-wide", {"push": f"{told:.3g}"}
    if all(push == 0 for _, push in pushes):
        return "push-none", {}
    return ("push-tiny", {"push": f"{told:.3g}"}) if all(push <= TINY for _, push in pushes) else None
