"""A recording becomes a verdict: the one outcome, the first thing to say, and what else is worth a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tutor.judge.compare import apply_rules, findings, missing
from tutor.judge.diagnosis import diagnose
from tutor.judge.diagnosis.told import SHAPELY, told_key
from tutor.judge.naming import name_mistake
from tutor.judge.numbers import is_numeric
from tutor.model import (
    Crash,
    Elements,
    End,
    Ending,
    Finding,
    HeatMap,
    Lesson,
    Message,
    Outcome,
    Place,
    Recording,
    References,
    Stage,
    Verdict,
)

SIZE_LIMIT = "parse.too-long"
VOTE = 1e-4  # between right and wrong, as the lesson gradient-check has it


class Conclusion(NamedTuple):
    """What is said first."""

    outcome: Outcome
    stage: Stage | None
    message: Message
    mistake: str | None = None
    place: Place | None = None


def verdict(lesson: Lesson, seed: int, run: Recording, references: References) -> Verdict:
    """What a run comes to, held against the model answer and the known mistakes at the same seed."""
    run = apply_rules(run, references.solution)
    found = findings(run, references.solution, lesson.shapes)
    ends = conclude(lesson, run, found, references)
    return Verdict(
        lesson=lesson.id,
        outcome=ends.outcome,
        stage=ends.stage,
        message=ends.message,
        seed=seed,
        mistake=ends.mistake,
        notes=tuple(_notes(run, found, ends.outcome, references)),
        findings=tuple(found),
        place=ends.place,
        heat=_heat(run, found) if ends.stage is Stage.GRADIENT else None,
        elements=_elements(run, found, references.solution),
        prints=run.prints,
        prints_lost=run.prints_lost,
        seconds=run.seconds,
        inlay_hints=run.inlay_hints,
    )


def conclude(lesson: Lesson, run: Recording, found: Sequence[Finding], references: References) -> Conclusion:
    """The first core finding that fails decides; what cannot be decided gives way to what can."""
    failed = [finding for finding in found if not finding.passed and not finding.beyond]
    certain = [finding for finding in failed if not finding.unclear]
    if certain:
        return _of_finding(lesson, run, found, certain[0], references)
    if run.ending.how is not End.DONE:
        return _of_ending(run)
    if failed:
        return Conclusion(Outcome.INCONCLUSIVE, failed[0].stage, failed[0].message or Message("gradient.rough"))
    if absent := missing(run, references.solution):
        return Conclusion(Outcome.WRONG, Stage.CONTRACT, Message("contract.not-observed", {"name": str(absent[0])}))
    return Conclusion(Outcome.PASSED, None, Message("passed"))


def _of_finding(
    lesson: Lesson, run: Recording, found: Sequence[Finding], first: Finding, references: References
) -> Conclusion:
    place = _place(run, first)
    if first.unfinished:
        begun = any(finding.passed and finding.name.what == "value" for finding in found)
        facts = {"function": _function(run, first) or lesson.defines[0]}
        return Conclusion(
            Outcome.UNFINISHED, first.stage, Message("unfinished.rest" if begun else "unfinished", facts), place=place
        )
    if blamed := _own_part(first, run, references):
        return Conclusion(Outcome.WRONG, first.stage, blamed, None, place)
    mistake = name_mistake(run, found, references, lesson.shapes)
    message = Message("mistake", {"key": mistake}) if mistake else _explain(lesson, first, found, run, references)
    outcome = Outcome.CRASHED if first.stage is Stage.RUN else Outcome.WRONG
    return Conclusion(outcome, first.stage, message, mistake, place)


def _own_part(first: Finding, run: Recording, references: References) -> Message | None:
    """A function of the file that the one under check is built on, and that is wrong by itself: it is to be mended first."""
    tables = {record.name: record.value for record in references.solution.records if record.what == "table"}
    for record in run.records:
        right = tables.get(record.name)
        if record.case == first.case and right is not None and record.value != right and first.message is not None:
            told = [" ".join(f"{bit:g}" for bit in table) for table in (record.value, right)]
            facts = {"what": first.message, "part": record.variable.partition(" ")[0], "got": told[0], "wanted": told[1]}
            return Message("own-part", facts)
    return None


def _explain(lesson: Lesson, first: Finding, found: Sequence[Finding], run: Recording, references: References) -> Message:
    from tutor.judge.diagnosis.explain import explain  # asked for only where something is off

    told = explain(first, found, run, references.solution, lesson)
    return told or first.message or Message("forward.other")


UNCHANGED = "unchanged"  # of an argument after the call
OPEN = (
    *("contract.shape", "contract.no-number", "contract.not-finite", "contract.names", "contract.none", "forward.mixture"),
    *(
        "purity",
        "linearity",
        "run.raised",
        "run.refuses",
        "run.iterated",
        "run.called-value",
        "run.arguments-",
        "run.within",
        *SHAPELY,
    ),
)  # told, but for the reason


def leaves_open(found: Verdict) -> bool:
    """Whether a message says what is off and not why, or only where; or gives a reason, although the answer has written into
    what it was given, which may be why."""
    if found.outcome not in (Outcome.WRONG, Outcome.CRASHED) or found.mistake is not None:
        return False
    if any(one.name.what.startswith(UNCHANGED) and not one.passed for one in found.findings):
        return True
    from tutor.judge.diagnosis.explain import PLAIN, is_vague

    key = told_key(found.message)
    return key in PLAIN or key.startswith(OPEN) or is_vague(found.message)


def _crash_of(run: Recording, finding: Finding) -> Crash | None:
    value = next((record.value for record in run.records if record.name == finding.name), None)
    return value if isinstance(value, Crash) else None


def _place(run: Recording, finding: Finding) -> Place | None:
    crash = _crash_of(run, finding)
    return crash.place if crash else None


def _function(run: Recording, finding: Finding) -> str | None:
    crash = _crash_of(run, finding)
    return crash.frames[-1].function if crash and crash.frames else None


def _of_ending(run: Recording) -> Conclusion:
    """A run that was cut short before any value was off."""
    ending = run.ending
    place = ending.crash.place if ending.crash else None
    line = {"line": place.line} if place else {}
    match ending.how:
        case End.PARSE:
            return Conclusion(Outcome.CRASHED, Stage.PARSE, _parse_message(ending), place=place)
        case End.RAISED if ending.crash and ending.crash.unfinished:
            facts = {"function": ending.crash.frames[-1].function}
            return Conclusion(Outcome.UNFINISHED, Stage.RUN, Message("unfinished", facts), place=place)
        case End.RAISED if ending.crash:
            about = diagnose.Subject("", "", "")
            return Conclusion(Outcome.CRASHED, Stage.RUN, diagnose.explain_crash(about, ending.crash), place=place)
        case End.MISSING:
            return Conclusion(Outcome.WRONG, Stage.CONTRACT, Message(_missing_key(ending), ending.facts))
        case End.TIMED_OUT:
            return Conclusion(Outcome.TIMED_OUT, Stage.RUN, _timeout_message(ending), place=place)
        case End.DIED if ending.facts.get("status", 0) < 0:
            key = "run.killed-at" if line else "run.killed"
            return Conclusion(Outcome.CRASHED, Stage.RUN, Message(key, {**_signal(ending), **line}), place=place)
        case End.BROKEN if "file" in ending.facts:
            return Conclusion(Outcome.CRASHED, Stage.RUN, _mine_message(ending))
    return Conclusion(Outcome.CRASHED, Stage.RUN, Message(f"run.{ending.how}", ending.facts), place=place)


def _missing_key(ending: Ending) -> str:
    instead = next((f".{what}" for what in ("near", "others") if what in ending.facts), "")
    return f"contract.missing{instead}"


def _parse_message(ending: Ending) -> Message:
    if ending.crash is None:
        return Message("parse.null" if "line" in ending.facts else SIZE_LIMIT, ending.facts)
    line = ending.crash.place.line if ending.crash.place else None
    return Message("parse.line" if line else "parse", {"line": line, "text": ending.crash.text})


def _signal(ending: Ending) -> dict[str, Any]:
    """The number by which a process was ended; -11 is how Python tells of signal 11."""
    return {"signal": -ending.facts["status"]}


def _mine_message(ending: Ending) -> Message:
    """A text of an earlier lesson that did not run; its lines are in another file."""
    crash = ending.crash or Crash("")
    facts = {"line": crash.place.line if crash.place else 1, "type": crash.type, "text": crash.text}
    return Message("run.mine", {**ending.facts, **facts})


def _timeout_message(ending: Ending) -> Message:
    place = ending.crash.place if ending.crash else None
    if "had" in ending.facts:
        return Message("run.starved", ending.facts)
    if place is None:
        return Message("run.timed-out", ending.facts)
    return Message("run.timed-out-at", {**ending.facts, "line": place.line})


def _notes(run: Recording, found: Sequence[Finding], outcome: Outcome, references: References) -> Iterator[Message]:
    """What NumPy warned of; and, once the core has passed, one for each case beyond the page that fails."""
    yield from run.notes
    yield from _votes(run)
    if outcome is not Outcome.PASSED:
        return
    noted = next((finding for finding in found if finding.note and not finding.beyond), None)
    if noted:  # one for the whole run: where one value has float32's digits, others have them, too
        yield Message("note.beyond", {"case": noted.case, "message": noted.note})
    said: set[tuple[str, str]] = set()
    for finding in found:
        if not finding.beyond or finding.passed or finding.message is None:
            continue
        # One note for a case, and one for what is off in the same way in every case.
        subjects = {("case", finding.case), (finding.variable, finding.message.key)}
        if not subjects & said:
            facts = {"case": finding.case, "variable": finding.variable, "message": _bare(finding.message)}
            yield Message("note.beyond", facts)
        said |= subjects


def _bare(message: Message) -> Message:
    """What is said of a check beyond the page: numbers, no guess. What the check tries, the lesson says in its own words."""
    key = "note.number" if message.key in ("forward.number", "forward.other", "forward.differs") else message.key
    return Message(key, {"where": "", **message.facts})


def _votes(run: Recording) -> Iterator[Message]:
    """What the learner's own gradient check says of the gradient that it finds worst."""
    found = [(record.value, record.variable) for record in run.records if record.what == "vote"]
    errors = [(float(error), variable) for error, variable in found if isinstance(error, int | float)]
    if errors:
        error, variable = max(errors)
        yield Message("note.vote-yes" if error <= VOTE else "note.vote-no", {"error": error, "variable": variable})


def _heat(run: Recording, found: Sequence[Finding]) -> HeatMap | None:
    first = next((f for f in found if not f.passed and not f.beyond and f.name.what == "slopes"), None)
    if first is None:
        return None
    values = {record.name: record.value for record in run.records if record.rule == "shown"}
    yours, numerical = (values.get(first.name._replace(what=what)) for what in ("yours", "numerical"))
    if yours is None or numerical is None or isinstance(numerical, Crash):
        return None
    return HeatMap(first.variable, yours, numerical)


def _elements(run: Recording, found: Sequence[Finding], reference: Recording) -> Elements | None:
    """The array that decides, beside the model answer's."""
    first = next((f for f in found if not (f.passed or f.beyond or f.unclear)), None)
    if first is None or first.name.what != "value" or not (first.actual_shape or first.expected_shape):
        return None
    pair = [record.value for side in (run, reference) for record in side.records if record.name == first.name]
    return Elements(first.variable, *pair) if len(pair) == 2 and all(map(is_numeric, pair)) else None
