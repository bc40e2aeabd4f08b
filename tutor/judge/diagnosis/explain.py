"""From the first value that is off to why: the first symptom that fits every case in which the value was recorded.

A symptom is a statement of fact about what came. The families are asked from the sharpest to the vaguest; causes are only
hinted at, in the words. A mistake that the lesson knows is named before any of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tutor.judge.diagnosis import (
    alongside,
    axes,
    elements,
    formulas,
    own_networks,
    picked,
    ranges,
    rearranged,
    relatives,
    scale,
    sequences,
    sized,
    tables,
    totals,
)
from tutor.judge.diagnosis.kinds import explain_kind
from tutor.judge.diagnosis.samples import VALUE, Sample, samples
from tutor.judge.diagnosis.scale import Symptom
from tutor.judge.diagnosis.told import SHAPELY, told_key
from tutor.model import Finding, Lesson, Message, Record, Recording

SHARP = (tables, sized.CONSTANT, scale, relatives, axes, formulas, sized.VARYING, totals, alongside, rearranged, picked)
VAGUE = (elements, ranges)
PLAIN = ("forward.number", "forward.differs", "forward.other", "gradient.differs", "gradient.differs-somewhere")
SHAPES = (*SHAPELY, "contract.shape")  # in another case, with other sizes: names the line or the axis
PUSH, NEAREST = "push", "nearest"
WIDE, TINY = 2e-3, 1e-7  # beside numbers of about 1; between the two any slope is right to the digits that are asked for
FORMULA = ("code", "right", "wrong", "above", "below")  # facts that are expressions
SAID_ALONE = ("zero", "negative", "averaged", "summed", "log2", "multiple", "shifted", "transposed")


VAGUE_KEYS = (
    *("only-", "not-zero", "whole", "same-in-each", "order", "about", "bounds", "far", "all-the-same", "rows-sum.nothing"),
    *("line", "power", "own-", "inside.own-shifts", "picked", "rearranged", "zero", "is-multiple"),
    *("part", "constant", "count", "inputs", "too-", "made-with", "table.rows", "sum-along"),
)


def is_vague(message: Message) -> bool:
    """Whether an explanation says where or how far a value is off, more than why."""
    why = message.facts.get("why")
    if isinstance(why, Message) and why.key == "why.of-numbers":
        why = why.facts["why"]
    if message.key.startswith("explained") and isinstance(why, Message):
        return message.key != "explained" or why.key.removeprefix("why.").startswith(VAGUE_KEYS) or _is_long(why)
    return message.key.endswith((".zero", ".shifted", ".multiple"))


def _is_long(why: Message) -> bool:
    return len(str(why.facts.get("code", ""))) > 12


@dataclass(frozen=True, slots=True)
class Runs:
    """The answer's recording, and the model answer's.

    asked: the names that the lesson asks for, which no guess may lean on. shapes: variable -> symbols, such as "(N, D)".
    """

    answer: Recording
    reference: Recording
    asked: frozenset[str] = frozenset()
    shapes: Mapping[str, str] = field(default_factory=dict)


def explain(
    first: Finding, found: Sequence[Finding], run: Recording, reference: Recording, lesson: Lesson
) -> Message | None:
    """What `first` says, and why; None where it already says why, or nobody knows."""
    if first.message is None or first.message.key not in PLAIN:
        return explain_kind(first, run, reference) if first.message else None
    subject = _record(first, run)
    if subject is None:
        return None
    if told := _of_push(subject, run) or own_networks.symptom(subject, run):
        return _say_why(first.message, *told)
    runs = Runs(run, reference, frozenset(lesson.defines), lesson.shapes)
    for families in (SHARP, VAGUE):
        if symptom := _of_record(subject, runs, families):
            return _say_why(first.message, *symptom)
        if families is SHARP and (other := _elsewhere(first, found, runs)):
            return other
    return None


def _of_push(first: Record, run: Recording) -> Symptom | None:
    """Of a slope: whether it looks too far from x, or so near that x + h is x again; told by the distances at which the
    function was called."""
    pushes, nearest = _distances(PUSH, first, run), dict(_distances(NEAREST, first, run))
    told = next((push for case, push in pushes if case == first.case), None)
    if told is None:
        return None
    if told >= WIDE and 0 < nearest.get(first.case, told) <= TINY:
        return "push-shrinks", {"push": f"{told:.3g}", "nearest": f"{nearest[first.case]:.0e}"}
    if all(push >= WIDE for _, push in pushes):
        return "push-wide", {"push": f"{told:.3g}"}
    if all(push == 0 for _, push in pushes):
        return "push-none", {}
    return ("push-tiny", {"push": f"{told:.3g}"}) if all(push <= TINY for _, push in pushes) else None


def _distances(what: str, first: Record, run: Recording) -> list[tuple[str, float]]:
    """By case, of the variable that is off."""
    return [
        (record.case, float(record.value))
        for record in run.records
        if record.what == what and record.variable == first.variable and isinstance(record.value, float)
    ]


def _of_record(subject: Record, runs: Runs, families: Sequence[Any]) -> Symptom | None:
    if isinstance(subject.value, str):
        return _of_texts(subject, runs) if families is VAGUE else None
    if isinstance(subject.value, tuple):
        return _of_tuples(sequences.rows(subject, runs.answer, runs.reference), families, runs.asked)
    return _first(samples(subject, runs.answer, runs.reference, runs.shapes), families, runs.asked)


def _of_tuples(rows: Sequence[sequences.Row], families: Sequence[Any], asked: frozenset[str]) -> Symptom | None:
    if not rows:
        return None
    if families is SHARP and (of_whole := next(sequences.symptoms(rows), None) or _first(sequences.whole(rows), (scale,))):
        return of_whole
    return _of_parts(rows, families, asked)


def _of_parts(rows: Sequence[sequences.Row], families: Sequence[Any], asked: frozenset[str]) -> Symptom | None:
    """Why the first of several values is off, and, where some are right, which are not."""
    wrong = sequences.wrong_parts(rows)
    count = len(rows[0].expected)
    for number in wrong:
        if symptom := _first(sequences.part(rows, number), families, asked):
            name, facts = symptom
            return "part", {"number": number, "why": Message(f"why.{name}", facts)}
    if families is VAGUE and 0 < len(wrong) < count:
        return "parts", {"numbers": ", ".join(map(str, wrong)), "count": count}
    return None


def _first(seen: Sequence[Sample], families: Sequence[Any], asked: frozenset[str] = frozenset()) -> Symptom | None:
    numbers = _finite(seen)
    if not numbers or all(sample.right for sample in numbers):
        return None
    with np.errstate(all="ignore"):
        found = (symptom for family in families for symptom in family.symptoms(numbers))
        told = next((symptom for symptom in found if asked.isdisjoint(_mentioned(symptom))), None)
    if told is None or len(numbers) == len(seen):
        return told
    name, facts = told
    return "of-numbers", {"why": Message(f"why.{name}", facts)}


def _mentioned(symptom: Symptom) -> set[str]:
    """The names in the expressions that a guess is made of."""
    return {name for fact in FORMULA if fact in symptom[1] for name in re.findall(r"[^\W\d]\w*", str(symptom[1][fact]))}


def _finite(seen: Sequence[Sample]) -> Sequence[Sample]:
    """Without the cases in which no finite number came, if others are left to stand on: inf fits every factor, or none."""
    kept = [sample for sample in seen if np.isfinite(sample.actual).all() or not np.isfinite(sample.expected).all()]
    return kept if len(kept) > 1 else seen


def _of_texts(subject: Record, runs: Runs) -> Symptom | None:
    """Of names, such as that of a layer: in which cases they are right, and in which wrong."""
    wanted = {record.name: record.value for record in runs.reference.records}
    same = (subject.variable, subject.what, subject.beyond)
    alike = [r for r in runs.answer.records if (r.variable, r.what, r.beyond) == same]
    right = {r.case: r.value == wanted[r.name] for r in alike if isinstance(wanted.get(r.name), str)}
    parts = {wanted: [case for case, agrees in right.items() if agrees is wanted] for wanted in (True, False)}
    if len(right) < 3 or not all(parts.values()):
        return None
    return "only-cases", {"right": ranges.first_few(parts[True]), "wrong": ranges.first_few(parts[False])}


def _elsewhere(first: Finding, found: Sequence[Finding], runs: Runs) -> Message | None:
    """A later value that is off too, and tells why: a probe of one part, for example."""
    seen = {first.variable}
    for finding in _later(first, found):
        assert first.message is not None
        if finding.message is not None and told_key(finding.message).startswith(SHAPES):
            return Message("explained.also", {"what": first.message, "case": finding.case, "why": finding.message})
        subject = _record(finding, runs.answer)
        if subject is None or subject.variable in seen:
            continue
        seen.add(subject.variable)
        symptom = _of_record(subject, runs, SHARP)
        if symptom and not (symptom[0] == "zero" and np.ndim(subject.value) == 0):  # a count of none tells no more
            name, facts = _of_summary(subject.variable, *symptom)
            told = {"what": first.message, "variable": subject.variable, "case": subject.case}
            return Message("explained.elsewhere", {**told, "why": Message(f"why.{name}", facts)})
    return None


def _of_summary(variable: str, name: str, facts: dict[str, Any]) -> Symptom:
    """A sum, or a count, may be a multiple where what it is made of is none: it sends nobody to look for a factor."""
    return ("multiple-only" if name == "multiple" and not variable.isidentifier() else name), facts


def _later(first: Finding, found: Sequence[Finding]) -> Iterator[Finding]:
    for finding in found:
        telling = finding.message is not None and told_key(finding.message).startswith((*PLAIN, *SHAPES))
        if (
            not finding.passed
            and not finding.unclear
            and telling
            and finding is not first
            and finding.beyond == first.beyond
        ):
            yield finding


def _record(finding: Finding, run: Recording) -> Record | None:
    """The value that a finding is about: of a gradient, what the run returned."""
    name = finding.name._replace(what=VALUE)
    return next((record for record in run.records if record.name == name), None)


def _say_why(plain: Message, name: str, facts: dict[str, Any]) -> Message:
    prefix = plain.key.split(".")[0]
    if name in SAID_ALONE and plain.key != "forward.other" and "got" in plain.facts:
        return Message(f"{prefix}.{name}", {**plain.facts, **facts})
    return Message("explained", {"what": plain, "why": Message(f"why.{name}", facts)})
