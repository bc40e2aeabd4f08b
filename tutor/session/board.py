"""The learner's own networks side by side: what each run of the free lesson's lab reached, and what it cost.

Beside them, to compare with, the best run of each earlier network that counted all 10,000 test digits. Only runs since the
lesson's first pass count: until then its lab runs on the model answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from tutor.session.context import LearnerContext
from tutor.text.messages import Words
from tutor.text.statements import by_label
from tutor.text.tables import table

Fields: TypeAlias = Mapping[str, str]  # of a `Run`, and by which name a lab states it

LESSON = "awesome-net"
MEASURED = ("accuracy", "parameters", "operations", "seconds", "megabytes", "digits", "epochs")
OWN: Mapping[str, Fields] = {"result": {name: name for name in MEASURED}}
BESIDE: Mapping[str, Mapping[str, Fields]] = {
    "two-layer-net": {"epoch": {"accuracy": "test", "epochs": "epoch"}},
    "simple-convnet": {
        label: {"accuracy": "share", "seconds": "seconds"} for label in ("reached-989", "reached-97", "reached", "ended")
    },
}


class Run(NamedTuple):
    """One run. accuracy: the share of 10,000 test digits; operations: multiply-adds for a digit; None: not stated."""

    lesson: str
    at: datetime
    accuracy: float
    parameters: int | None = None
    operations: int | None = None
    seconds: float | None = None
    megabytes: float | None = None
    digits: int | None = None
    epochs: int | None = None


def board(learner: LearnerContext) -> tuple[Run, ...]:
    """All runs of the learner's own network and the best of each earlier one, in the order of `rank`."""
    beside = (min(runs(learner, lesson, labels), key=rank, default=None) for lesson, labels in BESIDE.items())
    return tuple(sorted((*runs(learner, LESSON, OWN), *(run for run in beside if run)), key=rank))


def rank(run: Run) -> tuple[float, float]:
    """The more accurate first; of two alike, the one with fewer parameters."""
    return -run.accuracy, float("inf") if run.parameters is None else run.parameters


def runs(learner: LearnerContext, lesson: str, labels: Mapping[str, Fields]) -> Iterator[Run]:
    """The runs of a lesson since its first pass that stated an accuracy."""
    passed = learner.store.progress(learner.key(lesson)).passed_at
    for one in learner.store.lab_runs(learner.key(lesson)):
        if passed is not None and one.started_at >= passed:
            yield from _best(lesson, one.started_at, labels, by_label(one.facts))


def _best(lesson: str, at: datetime, labels: Mapping[str, Fields], stated: Mapping[str, Any]) -> list[Run]:
    """Of the labels under which a run stated an accuracy, the best; none where it was left before."""
    read = (_numbers(fields, stated.get(label, {})) for label, fields in labels.items())
    return sorted((Run(lesson, at, **numbers) for numbers in read if "accuracy" in numbers), key=rank)[:1]


def _numbers(fields: Fields, facts: Mapping[str, Any]) -> dict[str, Any]:
    found = {field: facts.get(name) for field, name in fields.items()}
    return {field: value for field, value in found.items() if isinstance(value, int | float)}


def lines(found: tuple[Run, ...], words: Words) -> tuple[list[str], list[str]]:
    """The table, of one width and none where there is no run; and what is to be said of it, or of how to come to a run."""
    below = [words("board.legend")] if found else []
    if any(run.lesson != LESSON for run in found):
        below.append(words("board.beside"))
    if all(run.lesson != LESSON for run in found):
        below.append(words("board.none", lesson=LESSON))
    heads = [words(f"board.{name}") for name in ("run", *MEASURED[:5], "learned")]
    return table([heads, *map(_cells, found)]) if found else [], below


def _cells(run: Run) -> list[str]:
    told = [
        (run.accuracy, ".2%"),
        (run.parameters, ","),
        (run.operations, ","),
        (run.seconds, ",.0f"),
        (run.megabytes, ",.0f"),
    ]
    return [_name(run), *("-" if value is None else format(value, form) for value, form in told), _learned(run)]


def _name(run: Run) -> str:
    return f"{run.at.astimezone():%m-%d %H:%M}" if run.lesson == LESSON else run.lesson


def _learned(run: Run) -> str:
    """Digits, and how often each."""
    digits = "-" if run.digits is None else f"{run.digits:,}"
    return digits if run.epochs is None else f"{digits} x {run.epochs}"
