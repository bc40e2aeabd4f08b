"""Values of the wrong kind: None where a gradient has another name, several values for one, one number for an array."""

from __future__ import annotations

from typing import Any

import numpy as np

from tutor.judge.diagnosis.taken_for import explain_taken
from tutor.judge.numbers import close, is_numeric
from tutor.model import Finding, Message, Record, Recording

HELD = "held"  # what a layer has after backward, told where a gradient is not found on it
RTOL, ATOL = 1e-6, 1e-9


def explain_kind(first: Finding, run: Recording, reference: Recording) -> Message | None:
    """What can be said of `first`, whose value is of the wrong kind, beyond that; None where nothing can."""
    assert first.message is not None
    record = next((record for record in run.records if record.name == first.name), None)
    wanted = next((record.value for record in reference.records if record.name == first.name), None)
    if record is None:
        return None
    match first.message.key:
        case "contract.none":
            return _explain_none(first.message, record, run)
        case "contract.sequence":
            return _explain_several(first.message, record.value, wanted)
        case "contract.shape.one-number":
            return _explain_constant(first.message, record, run)
        case "contract.shape" if is_numeric(record.value):
            return explain_taken(first.message, record, run, reference)
    return None


def _explain_none(said: Message, record: Record, run: Recording) -> Message | None:
    """A gradient that was to be kept on the object, and what is there."""
    name = record.name._replace(what=HELD)
    held = next((str(one.value) for one in run.records if one.name == name), None)
    if held is None:
        return None
    still = record.variable in held.split(", ")
    others = {_letters(one): one for one in held.split(", ") if one != record.variable}
    if still and (near := others.get(_letters(record.variable))):
        return Message("contract.none.near", {**said.facts, "near": near})
    named = "contract.none.listed" if "grads" in held.split(", ") else "contract.none.named"
    return Message("contract.none.still" if still else named, {**said.facts, "held": held})


def _letters(name: str) -> str:
    """`dw` of `dW` and of `d_w`."""
    return name.replace("_", "").lower()


def _explain_several(said: Message, came: Any, wanted: Any) -> Message | None:
    if not isinstance(came, tuple) or not is_numeric(wanted):
        return None
    right = [number for number, one in enumerate(came) if close(one, wanted, RTOL, ATOL)]
    if len(came) == len(right) == 1:
        return Message("contract.sequence.alone", said.facts)
    if len(right) == 1:
        return Message("contract.sequence.one-of", {**said.facts, "count": len(came), "number": right[0]})
    rows = bool(np.ndim(wanted)) and [np.shape(one) for one in came] == [np.shape(wanted)[1:]] * len(wanted)
    return Message("contract.sequence.listed", said.facts) if rows else None


def _explain_constant(said: Message, record: Record, run: Recording) -> Message | None:
    """The same number in every case: what goes in has no say in it."""
    values = [one.value for one in run.records if (one.variable, one.what) == (record.variable, record.what)]
    if len(values) < 3 or not all(is_numeric(one) and np.ndim(one) == 0 for one in values) or np.ptp(values):
        return None
    return Message("explained", {"what": said, "why": Message("why.constant", {"found": f"{float(values[0]):.5g}"})})
