"""What a run of an experiment stated, in the lesson's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.course.prose import Prose
from tutor.text.messages import fill

Facts = Mapping[str, Any]


def by_label(facts: Facts) -> dict[str, dict[str, Any]]:
    """`{"epoch.loss": 0.1}` as the record keeps it becomes `{"epoch": {"loss": 0.1}}`, in the same order."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        label, _, fact = name.partition(".")
        found.setdefault(label, {})[fact] = value
    return found


def stated(prose: Prose, label: str, facts: Facts) -> str:
    """One statement: the lesson's label with the facts in it, else name by name."""
    if label in prose.labels:
        return fill(prose.labels[label], facts)
    return ", ".join(f"{name} = {value}" for name, value in facts.items())
