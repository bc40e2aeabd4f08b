"""From a value that is off to a sentence: what came, what was expected, and the likely reason, as a message key with facts.

These are the general symptoms. A mistake that a lesson knows is named by `naming`, in the lesson's own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tutor.judge.confinement.said import refusal
from tutor.judge.diagnosis.shape_report import ShapeError, shape_report
from tutor.judge.numbers import close, is_numeric, is_single, shape_of, shown_shape
from tutor.model import Crash, Filled, Foreign, Message, ObservationName, Value


class Subject(NamedTuple):
    """What a sentence is about: the variable, its symbols, and the case; shapes: those of all variables."""

    variable: str
    case: str
    symbols: str
    shapes: Mapping[str, str] = {}

    @property
    def facts(self) -> dict[str, Any]:
        return {"variable": self.variable, "case": self.case}


def subject(name: ObservationName, shapes: Mapping[str, str]) -> Subject:
    """What is said of an observation; shapes: variable -> symbols."""
    return Subject(name.variable, name.case, shapes.get(name.variable, ""), shapes)


def explain_crash(about: Subject, crash: Crash, answered: bool = False) -> Message:
    """An exception that came out of the learner's code. answered: whether the model answer gives a value there."""
    if said := refusal(crash.text):
        return said
    first = next(iter(crash.text.strip().splitlines()), "").strip()  # NumPy adds whole paragraphs
    facts = {**about.facts, "type": crash.type.lstrip("_"), "text": first}
    if crash.place is not None:
        facts["line"] = crash.place.line
    if crash.type == "MemoryError" and (full := _full(crash, facts)):
        return full
    if told := _cause(crash):
        key, more = told
        return Message("run.at" if crash.place else "run.outside", {**facts, "what": Message(key, {**facts, **more})})
    if crash.place is None:
        return Message("run.raised-outside" if first else "run.raised-outside.bare", facts)
    match crash:
        case ShapeError(code=code, operands=operands) if operands:
            shapes, marked = shape_report(operands, crash.text, about.shapes)
            kind = ".marked" if marked else ".alone" if len(operands) == 1 else ""
            return Message(f"run.shapes{kind}", {**facts, "code": code, "shapes": shapes})
        case Crash(type="MemoryError" | "_ArrayMemoryError"):
            return Message("run.memory-at", facts)
        case Crash(type="RecursionError"):
            return _recursion(crash, facts)
        case Crash(type="NotGiven"):
            return Message("run.own-name", {**facts, "name": crash.text.partition(" ")[0]})
        case Crash(type="SystemExit"):
            return Message("run.exit", facts)
    if answered and first and crash.place and "refuses" in dict(crash.scene.facts):
        return Message("run.refuses", {**facts, "text": first.rstrip(". ")})
    return Message("run.raised" if first else "run.raised.bare", facts)


def _recursion(crash: Crash, facts: dict[str, Any]) -> Message:
    """Who calls whom without end, and what else goes by that name."""
    found = dict(crash.scene.facts)
    if "itself" not in found or not found.get("call"):
        return Message("run.recursion", facts)
    told = {**facts, **found, "line": int(found["line"]), "name": found["itself"].strip("`")}
    if "each" in found:
        return Message("run.call-each-other", told)
    if "hidden" not in found:
        return Message("run.calls-itself", told)
    origin = {"builtins": "python", "this file": "file"}.get(found["hidden"], "module")
    whose = Message(f"origin.{origin}", {"module": found["hidden"], "name": told["name"]})
    return Message("run.method-calls-itself" if found.get("by_dot") else "run.name-taken", {**told, "whose": whose})


def _full(crash: Crash, facts: dict[str, Any]) -> Message | None:
    """Memory that was filled, and then missing in something else than a line of the learner's."""
    if crash.place is None:
        return Message("run.memory", facts)
    if isinstance(crash, Filled):
        return Message("run.memory-near", facts)
    return None if crash.own or not crash.scene.name else Message("run.memory-held", {**facts, "name": crash.scene.name})


def _cause(crash: Crash) -> tuple[str, dict[str, Any]] | None:
    from tutor.judge.diagnosis.raised import cause  # asked for only where something is off

    return cause(crash)


def contract(about: Subject, actual: Value, expected: Value, warned: Sequence[tuple[int, str]] = ()) -> Message | None:
    """What is off about the kind or shape of a value, or None if it is of the right kind.

    warned: what NumPy warned of meanwhile, (line, text) each.
    """
    if actual is None and expected is not None:
        return Message("contract.none", about.facts)
    if isinstance(actual, Foreign):
        if "complex" in actual.description:
            return Message("contract.complex", {**about.facts, "found": actual.description.removeprefix("array of ")})
        shape = f" {shown_shape(actual.shape)}" if actual.shape is not None else ""
        return Message("contract.foreign", {**about.facts, "found": actual.description, "shape": shape})
    if is_numeric(expected) and not is_numeric(actual):
        key = "contract.sequence" if isinstance(actual, tuple) else "contract.no-number"
        return Message(key, {**about.facts, "found": type(actual).__name__})
    if not is_numeric(expected):
        return None
    if shape_of(actual) != shape_of(expected):
        return _shape_message(about, actual, expected)
    if np.isfinite(np.asarray(expected, float)).all() and not np.isfinite(np.asarray(actual, float)).all():
        return _not_finite(about, np.asarray(actual, float), warned)
    return None


LONGEST = 72  # characters of a value that is no number

# What NumPy warns of, and the sentence for it, the one that tells most first: an exp that grew too large may be harmless,
# as 1 / inf is 0, and a logarithm of that 0 is not.
ORIGINS = (
    ("divide by zero encountered in log", "log-of-zero"),
    ("invalid value encountered in log", "log-of-negative"),
    ("overflow encountered in exp", "exp"),
    ("divide by zero encountered in", "division"),
    ("invalid value encountered in sqrt", "root"),
    ("overflow encountered in", "grew"),
    ("invalid value encountered in", "undefined"),
)


def _not_finite(about: Subject, actual: Any, warned: Sequence[tuple[int, str]]) -> Message:
    """What is not a finite number, and, where NumPy told, the operation in which it came about."""
    odd = actual[~np.isfinite(actual)]
    facts = {**about.facts, "found": "nan" if np.isnan(odd).any() else f"{odd.flat[0]:g}"}
    for sign, kind in ORIGINS:
        for line, text in warned:
            if text.startswith(sign):
                place = Message("place.line", {"line": line}) if line else Message("place.called")
                told = {**facts, "place": place, "operation": text.rpartition(" in ")[2]}
                return Message(f"contract.not-finite.{kind}", told)
    return Message("contract.not-finite", facts)


def _shape_message(about: Subject, actual: Value, expected: Value) -> Message:
    got, wanted = shape_of(actual) or (), shape_of(expected) or ()
    facts = {
        **about.facts,
        "got": shown_shape(got),
        "wanted": shown_shape(wanted),
        "symbols": f" = {about.symbols}" if about.symbols else "",
    }
    return Message(f"contract.shape{_shape_symptom(actual, expected, got, wanted)}{_reduction(actual, expected)}", facts)


def _reduction(actual: Value, expected: Value) -> str:
    """Whether the numbers bear out that a sum lacks its axis, or is lacking: only then is it said."""
    if not is_numeric(actual):
        return ""
    for name, reduce in (("sum", np.sum), ("mean", np.mean), ("largest", np.max)):
        if np.ndim(actual) == 0 and np.size(expected) > 1 and np.isclose(actual, reduce(expected), rtol=1e-6, atol=0):
            return f".{name}"
    return ".summed" if np.shape(actual)[:1] != (1,) and np.ndim(actual) and _sums_to(actual, expected) else ""


@np.errstate(invalid="ignore", over="ignore")
def _sums_to(actual: Value, expected: Value) -> bool:
    total = np.sum(np.asarray(actual, float), axis=0)
    return bool(np.shape(actual)[1:] == np.shape(expected) and np.allclose(total, expected, rtol=1e-6))


def _is_same(actual: Value, rearranged: Any) -> bool:
    """Whether these are the right numbers, in this other arrangement; more than one, so that it says something."""
    return bool(is_numeric(actual) and np.size(actual) > 1 and close(actual, rearranged, 1e-6, 1e-9))


def _shape_symptom(actual: Value, expected: Value, got: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    if len(got) == 2 and got == wanted[::-1] and _is_same(actual, np.transpose(expected)):
        return ".transposed"
    if len(got) == 1 and len(wanted) > 1 and _is_same(actual, np.ravel(expected)):
        return ".flattened"
    if got[1:] == wanted and got and got[0] != 1:
        return ".leading-axis"
    if not got and wanted:
        return ".one-number"
    if tuple(size for size in got if size != 1) == tuple(size for size in wanted if size != 1):
        return ".ones"
    return ""


def names(about: Subject, actual: Value, expected: Value, asked: str | None = None) -> Message:
    """Lists of names that differ, `W1, b1`, and which of them are missing or too much.

    asked: the names themselves, where `expected` only says whose they are.
    """
    facts = {**about.facts, "got": actual, "wanted": expected}
    wanted = asked if asked is not None else expected
    if not (isinstance(actual, str) and isinstance(wanted, str)):
        return Message("contract.names", facts)
    found, right = (text.split(", ") for text in (actual, wanted))
    missing, more = ", ".join(n for n in right if n not in found), ", ".join(n for n in found if n not in right)
    kind = "" if actual == "none" else (".both" if missing and more else ".missing" if missing else ".more" if more else "")
    return Message(f"contract.names{kind}", {**facts, "missing": missing, "more": more})


def difference(about: Subject, actual: Value, expected: Value) -> Message:
    """A value of the right shape with wrong numbers in it. Why it is off, `diagnosis` says where it can."""
    if not (is_numeric(actual) and is_numeric(expected)) or shape_of(actual) != shape_of(expected):
        return Message("forward.other", {**about.facts, "got": _brief(actual), "wanted": _brief(expected)})
    if np.ndim(actual) == 0 and not is_single(actual):
        return Message("forward.number", {**about.facts, "where": "", "got": _brief(actual), "wanted": _brief(expected)})
    return _of_arrays("forward", about, actual, expected)


def single(about: Subject, actual: Value) -> Message:
    """A value with no more digits right than float32 has."""
    if is_single(actual):
        return Message("gradient.imprecise", {**about.facts, "found": str(actual.dtype)})
    return Message("forward.seven-digits", about.facts)


def gradient(about: Subject, yours: Value, numerical: Value) -> Message:
    """A gradient of the right shape that disagrees with the numerical one."""
    if not (is_numeric(yours) and is_numeric(numerical)) or shape_of(yours) != shape_of(numerical):
        return Message("gradient.differs-somewhere", about.facts)
    message = _of_arrays("gradient", about, yours, numerical)
    return Message(message.key, {**message.facts, "right": _share_right(yours, numerical)})


def _of_arrays(stage: str, about: Subject, actual: Value, expected: Value) -> Message:
    at = _worst_index(actual, expected)
    numbers = {"got": _brief(np.asarray(actual)[at]), "wanted": _brief(np.asarray(expected)[at])}
    facts = {**about.facts, "where": list(at) if at else "", **numbers}
    single = _single_precision(actual, expected)
    return Message(f"{stage}.imprecise", {**facts, "found": single}) if single else Message(f"{stage}.differs", facts)


def _single_precision(actual: Value, expected: Value) -> str | None:
    """The type of a value that is right as far as the digits of float32 or float16 go, where float64 went in."""
    if not is_single(actual) or is_single(expected):
        return None
    near = close(actual, expected, 0.0, 16 * float(np.finfo(actual.dtype).eps) * _size(expected))
    return str(actual.dtype) if near else None


def _size(value: Any) -> float:
    return float(np.max(np.abs(value), initial=0.0))


def _worst_index(actual: Value, expected: Value) -> tuple[int, ...]:
    gap = np.abs(np.asarray(actual, float) - np.asarray(expected, float))
    gap = np.where(np.isnan(gap), np.inf, gap)
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(gap)), gap.shape))


def _share_right(yours: Value, numerical: Value) -> str:
    one, other = np.asarray(yours, float), np.asarray(numerical, float)
    other = np.where(np.isfinite(other), other, 0.0)  # where there is no number, none is right
    right = int(np.sum(np.isclose(one, other, rtol=1e-4, atol=1e-6 * (_size(other) + 1e-300))))
    return f"{right}/{one.size}"


def _brief(value: Value) -> str:
    if isinstance(value, Crash):
        return value.type
    if isinstance(value, tuple):
        return f"({', '.join(map(_brief, value))})"
    if is_numeric(value) and np.ndim(value) == 0:
        return f"{float(value):.5g}"
    return _cut(str(value))


def _cut(text: str) -> str:
    """At most so long; of a list, whole entries."""
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 4]
    return f"{head.rpartition(', ')[0] or head} ..."
