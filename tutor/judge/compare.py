"""Recordings held against each other: one finding for each observation, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tutor.judge import diagnose
from tutor.judge.numbers import close, is_numeric, is_single, shape_of, unpacked, worst
from tutor.model import Crash, Finding, Message, Record, Recording, Stage

if TYPE_CHECKING:
    from engine.gradients import Slope

SINGLE = 1e-5  # a relative deviation that float32 explains
FAR = 1e-5  # of the scale of a gradient: more than any two right ways to compute differ
SINGLE_RTOL = 1e-6  # a lesson that takes float32 asks for no more than this


def ruled(run: Recording, reference: Recording) -> Recording:
    """The values are the learner's; how they are judged, and how strictly, is the model answer's to say."""
    models = {record.name: record for record in reference.records}
    return run._replace(records=tuple(_ruled(record, models.get(record.name, record)) for record in run.records))


def _ruled(record: Record, model: Record) -> Record:
    return model._replace(value=unpacked(record.value, model.value))


def findings(run: Recording, reference: Recording, shapes: Mapping[str, str]) -> list[Finding]:
    """What each observation of `run` comes to beside the model answer's.

    shapes: variable -> symbols, such as "dW": "(D, M)", for the sentences.
    """
    expected = {record.name: record for record in reference.records}
    shown = {record.name: record for record in run.records if record.rule == "shown"}
    return [
        _finding(record, expected.get(record.name), shapes, shown)
        for record in run.records
        if record.rule != "shown" and (record.name in expected or isinstance(record.value, Crash))
    ]


def missing(run: Recording, reference: Recording) -> list[str]:
    """Names of core observations that the model answer's run has and this one lacks."""
    seen = {record.name for record in run.records}
    return [r.name for r in reference.records if not r.beyond and r.rule != "shown" and r.name not in seen]


def _finding(record: Record, expected: Record | None, shapes: Mapping[str, str], shown: Mapping[str, Record]) -> Finding:
    about = diagnose.subject(record.variable, record.case, shapes, expected and expected.value)
    if isinstance(record.value, Crash):
        return _of_crash(record, expected, about)
    assert expected is not None
    match record.rule:
        case "small":
            return _of_deviation(record, about)
        case "slopes":
            return _of_slopes(record, expected, about, shown)
        case _:
            return _of_value(record, expected, about)


def _of_crash(record: Record, expected: Record | None, about: diagnose.Subject) -> Finding:
    crash: Crash = record.value
    if expected is not None and isinstance(expected.value, Crash) and expected.value.type == crash.type:
        return Finding(record.name, Stage.FORWARD, True, record.beyond)
    message = diagnose.crashed(about, crash)
    return Finding(record.name, Stage.RUN, False, record.beyond, message=message, unfinished=crash.unfinished)


def _of_value(record: Record, expected: Record, about: diagnose.Subject) -> Finding:
    actual, wanted = record.value, expected.value
    facts: dict[str, Any] = {
        "name": record.name,
        "beyond": record.beyond,
        "expected_shape": shape_of(wanted),
        "actual_shape": shape_of(actual),
    }
    off = diagnose.contract(about, actual, wanted)
    if off is not None:
        return Finding(**facts, stage=Stage.CONTRACT, passed=False, message=off)
    if is_numeric(actual) and is_numeric(wanted):
        facts["max_error"] = worst(actual, wanted) if record.rule == "same" else None
    # float32 may come near enough by luck; its differences would then look like kinks.
    lucky = is_single(actual) and not is_single(wanted) and record.rtol < SINGLE_RTOL
    if record.rule == "like" or (close(actual, wanted, record.rtol, record.atol) and not lucky):
        return Finding(**facts, stage=record.stage, passed=True)
    return Finding(**facts, stage=record.stage, passed=False, message=_value_message(record, wanted, about))


def _value_message(record: Record, wanted: Any, about: diagnose.Subject) -> Message:
    if record.what.startswith("unchanged"):
        return Message("purity.changed", about.facts)
    if record.what == "names":
        return Message("contract.names", {**about.facts, "got": record.value, "wanted": wanted})
    return diagnose.differs(about, record.value, wanted)


def _of_deviation(record: Record, about: diagnose.Subject) -> Finding:
    gap = float(record.value) if is_numeric(record.value) and np.size(record.value) == 1 else float("inf")
    passed = gap <= record.atol
    # A backward that is right to seven digits does use dout; it computes in float32.
    what = "imprecise" if record.stage is Stage.LINEARITY and gap < SINGLE else record.what
    message = None if passed else Message(f"{record.stage}.{what}", about.facts)
    return Finding(record.name, record.stage, passed, record.beyond, max_error=gap, message=message)


def _of_slopes(record: Record, expected: Record, about: diagnose.Subject, shown: Mapping[str, Record]) -> Finding:
    from engine.gradients import Agreement, judge

    rows = _slopes(record.value)
    found = [judge(row) for row in rows]
    error = max((abs(row.analytic - row.numerical) / (row.scale + 1e-300) for row in rows), default=0.0)
    facts: dict[str, Any] = {"name": record.name, "beyond": record.beyond, "max_error": error, "stage": record.stage}
    if Agreement.DIFFERS in found:
        return Finding(**facts, passed=False, message=_gradient_message(record, about, shown))
    if Agreement.ROUGH in found:
        return Finding(**facts, passed=False, message=Message("gradient.rough", about.facts), unclear=True)
    if not _same_differences(rows, _slopes(expected.value)):
        return Finding(**facts, passed=False, message=Message("gradient.doubtful", about.facts), unclear=True)
    return Finding(**facts, passed=True)


def _slopes(table: Any) -> list[Slope]:
    """The rows of a table of slopes; none of what is no such table."""
    from engine.gradients import Slope

    usable = is_numeric(table) and np.size(table) % 4 == 0
    return [Slope(*map(float, row)) for row in np.reshape(table, (-1, 4))] if usable else []


def _same_differences(rows: list[Slope], models: list[Slope]) -> bool:
    """Whether differences were taken of the function that the model answer computes: a forward that agrees with it has the
    same ones, whatever its backward does. Where it has not, something has been meddled with: NumPy, or the checks.
    """
    return len(rows) == len(models) and all(
        abs(row.numerical - model.numerical) <= FAR * model.scale + 10 * model.error
        for row, model in zip(rows, models, strict=True)
    )


def _gradient_message(record: Record, about: diagnose.Subject, shown: Mapping[str, Record]) -> Message:
    stem = record.name.removesuffix(record.what)
    yours, numerical = shown.get(f"{stem}yours"), shown.get(f"{stem}numerical")
    return diagnose.gradient(about, yours and yours.value, numerical and numerical.value)
