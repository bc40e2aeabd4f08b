"""A network of the learner's own: what the list of its wrong gradients says of where to look.

The checks keep beside the list which gradients are right, and by which factor each of the others is off.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tutor.judge.diagnosis.scale import Symptom
from tutor.model import Record, Recording

ONE_FACTOR = 0.02  # of it: as far as a measured slope can be trusted here
NONE = "none"


def symptom(first: Record, run: Recording) -> Symptom | None:
    """Of a record that such a network's checks keep more beside; None for any other."""
    beside = {
        record.what: record.value
        for record in run.records
        if (record.case, record.variable) == (first.case, first.variable) and record.rule == "shown"
    }
    if "factors" in beside:
        right = str(beside.get("right", NONE))
        if right == NONE and beside.get("probabilities") is True:
            return "own.probabilities", {}
        decay = beside.get("decay")
        if isinstance(decay, float) and decay:
            return ("own.decay-missing" if decay > 0 else "own.decay-added"), {"rate": f"{abs(decay):.2g}"}
        if right == NONE and beside.get("unsure"):
            return None
        return _of_gradients(np.asarray(beside["factors"], float), right)
    if beside.get("kin", NONE) != NONE:
        return "own.kin", {"kin": beside["kin"]}
    if "steps" in beside:
        return "own.still", {"steps": beside["steps"]}
    return _of_losses(beside.get("losses"))


def _of_gradients(factors: Any, right: str) -> Symptom:
    if np.isnan(factors).all():  # a slope of 0 was measured, and the gradient is another
        return "own.unread", {}
    if right != NONE:
        return "own.right", {"right": right}
    middle = float(np.median(factors))
    if np.isfinite(factors).all() and np.all(np.abs(factors - middle) <= ONE_FACTOR * abs(middle)):
        return "own.factor", {"factor": f"{middle:.3g}"}
    return "own.no-right", {}


def _of_losses(losses: Any) -> Symptom | None:
    if losses is None:
        return None
    first, last = (f"{loss:.3g}" for loss in np.asarray(losses, float))
    return "own.losses", {"first": first, "last": last}
