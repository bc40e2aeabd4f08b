"""Recordings held against each other: one finding for each observation, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tutor.judge.diagnosis import diagnose
from tutor.judge.numbers import (
    close,
    is_half,
    is_numeric,
    is_single,
    shape_of,
    to_double_digits,
    to_single_digits,
    told,
    unpack_like,
    worst,
)
from tutor.model import Crash, Finding, Message, ObservationName, Record, Recording, Stage

if TYPE_CHECKING:
    from engine.gradients import Slope

SINGLE = 1e-5  # a relative deviation that float32 explains
FAR = 1e-5  # of the scale of a gradient: more than any two right ways to compute differ
MUCH = 1e-3  # more than float32 can put a gradient off
SINGLE_RTOL = 1e-6  # a lesson that takes float32 asks for no more than this


def apply_rules(run: Recording, reference: Recording) -> Recording:
    """The values are the learner's; how they are judged, and how strictly, is the model answer's to say."""
    models = {record.name: record for record in reference.records}
    return run._replace(records=tuple(_apply_rule(record, models.get(record.name, record)) for record in run.records))


def _apply_rule(record: Record, model: Record) -> Record:
    return model._replace(value=unpack_like(record.value, model.value), warned=record.warned)


def findings(run: Recording, reference: Recording, shapes: Mapping[str, str]) -> list[Finding]:
    """What each observation of `run` comes to beside the model answer's.

    shapes: variable -> symbols, such as "dW": "(D, M)", for the sentences.
    """
    expected = {record.name: record for record in reference.records}
    both = _Both({record.name: record for record in run.records}, expected)
    return [
        _finding(record, expected.get(record.name), shapes, both)
        for record in run.records
        if record.rule != "shown" and (record.name in expected or isinstance(record.value, Crash))
    ]


def missing(run: Recording, reference: Recording) -> list[ObservationName]:
    """Names of core observations that the model answer's run has and this one lacks."""
    seen = {record.name for record in run.records}
    return [r.name for r in reference.records if not r.beyond and r.rule != "shown" and r.name not in seen]


class _Both(NamedTuple):
    """All that was observed of a run and of the model answer's, by name."""

    run: Mapping[ObservationName, Record]
    model: Mapping[ObservationName, Record]

    def gradients(self, record: Record) -> tuple[Any, Any] | None:
        """The gradient that an observation is about, and the model answer's; None where one of them is none."""
        value = record.name._replace(what="value")
        found = [side[value].value for side in (self.run, self.model) if value in side]
        return (found[0], found[1]) if len(found) == 2 and all(map(is_numeric, found)) else None

    def asked_names(self, record: Record) -> str | None:
        """Of names that the model answer cannot know, as those of a learner's own network: which they should be."""
        kept = self.run.get(record.name._replace(what="asked"))
        return kept.value if kept is not None and isinstance(kept.value, str) else None

    def in_single(self) -> bool:
        """Whether some value of the run has no more digits right than float32 has. Then a forward in float32 may be all
        that keeps a right gradient from following `dout`, or its own differences, any closer."""
        pairs = ((record, self.model[name]) for name, record in self.run.items() if name in self.model)
        return any(_is_rounded(record.value, model.value) for record, model in pairs if record.what == "value")

    def single(self, record: Record) -> bool:
        """Whether a gradient is the model answer's as far as float32's digits go, in a run that has no more."""
        pair = self.gradients(record)
        return pair is not None and to_single_digits(*pair) and self.in_single()


def _is_rounded(actual: Any, wanted: Any) -> bool:
    return is_single(actual) or not to_double_digits(actual, wanted)


def _finding(record: Record, expected: Record | None, shapes: Mapping[str, str], both: _Both) -> Finding:
    about = diagnose.subject(record.name, shapes)
    if isinstance(record.value, Crash):
        return _of_crash(record, expected, about)
    assert expected is not None
    match record.rule:
        case "small":
            return _of_deviation(record, about, both)
        case "slopes":
            return _of_slopes(record, expected, about, both)
        case _:
            return _of_value(record, expected, about, both.asked_names(record))


def _of_crash(record: Record, expected: Record | None, about: diagnose.Subject) -> Finding:
    crash: Crash = record.value
    if expected is not None and isinstance(expected.value, Crash) and crash.is_a(expected.value):
        return Finding(record.name, Stage.FORWARD, True, record.beyond)
    given = expected is not None and not isinstance(expected.value, Crash)
    message = diagnose.explain_crash(about, crash, answered=given)
    return Finding(record.name, Stage.RUN, False, record.beyond, message=message, unfinished=crash.unfinished)


def _of_value(record: Record, expected: Record, about: diagnose.Subject, asked: str | None) -> Finding:
    actual, wanted = record.value, expected.value
    facts: dict[str, Any] = {
        "name": record.name,
        "beyond": record.beyond,
        "expected_shape": shape_of(wanted),
        "actual_shape": shape_of(actual),
        "told": told(actual),
    }
    off = diagnose.contract(about, actual, wanted, record.warned)
    if off is not None:
        return Finding(**facts, stage=Stage.CONTRACT, passed=False, message=off)
    if is_numeric(actual) and is_numeric(wanted):
        facts["max_error"] = worst(actual, wanted) if record.rule == "same" else None
    if record.rule == "like" or _agrees(record, wanted):
        return Finding(**facts, stage=record.stage, passed=True)
    if _agrees_in_single(record, wanted):
        return Finding(**facts, stage=record.stage, passed=True, note=diagnose.single(about, actual))
    return Finding(**facts, stage=record.stage, passed=False, message=_value_message(record, wanted, about, asked))


def _agrees(record: Record, wanted: Any) -> bool:
    """Whether a value is right in the type that was expected; whole numbers are right in any."""
    single = is_single(record.value) and not is_single(wanted)
    return close(record.value, wanted, *((0.0, 0.0) if single else (record.rtol, record.atol)))


def _agrees_in_single(record: Record, wanted: Any) -> bool:
    """Whether a value is right as far as float32's digits go. A lesson that asks for less has its way, and so has one whose
    tolerance is absolute: it has measured how far off differences may be."""
    if close(record.value, wanted, record.rtol, record.atol):
        return not is_half(record.value) or record.rtol >= SINGLE_RTOL
    return 0 < record.rtol <= SINGLE_RTOL and to_single_digits(record.value, wanted)


def _value_message(record: Record, wanted: Any, about: diagnose.Subject, asked: str | None) -> Message:
    if record.what.startswith("unchanged"):
        return Message("purity.changed", about.facts)
    if record.what == "names":
        return diagnose.names(about, record.value, wanted, asked)
    if record.what == "mixture":
        return Message("forward.mixture", {**about.facts, "got": record.value, "wanted": wanted})
    return diagnose.difference(about, record.value, wanted)


def _of_deviation(record: Record, about: diagnose.Subject, both: _Both) -> Finding:
    gap = float(record.value) if is_numeric(record.value) and np.size(record.value) == 1 else float("inf")
    passed = gap <= record.atol
    # A backward that is right to seven digits does use dout; it computes in float32.
    what = "imprecise" if record.stage is Stage.LINEARITY and gap < SINGLE else record.what
    message = None if passed else Message(f"{record.stage}.{what}", about.facts)
    if what == "imprecise" and not passed and both.single(record):
        return Finding(record.name, record.stage, True, record.beyond, max_error=gap, note=message)
    return Finding(record.name, record.stage, passed, record.beyond, max_error=gap, message=message)


def _of_slopes(record: Record, expected: Record, about: diagnose.Subject, both: _Both) -> Finding:
    from engine.gradients import Agreement, judge

    rows = _slopes(record.value)
    found = [judge(row) for row in rows]
    error = max((abs(row.analytic - row.numerical) / (row.scale + 1e-300) for row in rows), default=0.0)
    facts: dict[str, Any] = {"name": record.name, "beyond": record.beyond, "max_error": error, "stage": record.stage}
    same = _same_differences(rows, _slopes(expected.value))
    if not (same and set(found) == {Agreement.AGREES}) and both.single(record):
        return Finding(**facts, passed=True, note=_rough_differences(record, about, both))
    if Agreement.DIFFERS in found:
        return Finding(**facts, passed=False, message=_gradient_message(record, about, both.run))
    if Agreement.ROUGH in found and (off := _off_in_single(record, about, both)):
        return Finding(**facts, passed=False, message=off)
    if Agreement.ROUGH in found:
        return Finding(**facts, passed=False, message=Message("gradient.rough", about.facts), unclear=True)
    if not same:
        return Finding(**facts, passed=False, message=Message("gradient.doubtful", about.facts), unclear=True)
    return Finding(**facts, passed=True)


def _rough_differences(record: Record, about: diagnose.Subject, both: _Both) -> Message:
    """What is said of a right gradient beside differences of a forward in float32."""
    pair = both.gradients(record)
    if pair is None or not _is_rounded(*pair):
        return Message("gradient.rough-differences", about.facts)
    return diagnose.single(about, pair[0])


def _off_in_single(record: Record, about: diagnose.Subject, both: _Both) -> Message | None:
    """Differences in float32 are too rough to judge a gradient by; where it is far from the model answer's, it is wrong."""
    pair = both.gradients(record)
    if pair is None or not both.in_single() or shape_of(pair[0]) != shape_of(pair[1]) or close(*pair, MUCH, MUCH):
        return None
    return diagnose.gradient(about, *pair)


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


def _gradient_message(record: Record, about: diagnose.Subject, shown: Mapping[ObservationName, Record]) -> Message:
    yours, numerical = (shown.get(record.name._replace(what=what)) for what in ("yours", "numerical"))
    return diagnose.gradient(about, yours and yours.value, numerical and numerical.value)
