"""How far a check came, stage by stage: what every face shows in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from tutor.model import Finding, Kind, Outcome, Stage, Verdict


class Reached(StrEnum):
    """What is known of one stage."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"  # begun, not filled in yet
    UNCLEAR = "unclear"
    NOTED = "noted"  # off, in what is more than the page asks
    NOT_REACHED = "not-reached"


SYMBOLS = {
    Reached.RIGHT: "✓",
    Reached.WRONG: "✗",
    Reached.OPEN: "…",
    Reached.UNCLEAR: "?",
    Reached.NOTED: "◆",
    Reached.NOT_REACHED: "·",
}


ALWAYS = (Stage.PARSE, Stage.RUN, Stage.CONTRACT)
OF_KIND: Mapping[Kind, tuple[Stage, ...]] = {
    "layer": (Stage.FORWARD, Stage.PURITY, Stage.LINEARITY, Stage.GRADIENT),
    "loss": (Stage.FORWARD, Stage.PURITY, Stage.GRADIENT),
    "network": (Stage.FORWARD, Stage.PURITY, Stage.GRADIENT),
    "repair": (Stage.FORWARD,),
}


def stages(verdict: Verdict, kind: Kind) -> list[tuple[Stage, Reached]]:
    """Each stage that lessons of this kind go through, in order, with what is known of it."""
    wanted = {*ALWAYS, *OF_KIND.get(kind, (Stage.FORWARD, Stage.PURITY)), verdict.stage}
    return [(stage, _reached(stage, verdict)) for stage in Stage if stage in wanted]


def _reached(stage: Stage, verdict: Verdict) -> Reached:
    """What all cases came to. Those behind the one that decides are told as well: it is the first to mend, not the last
    that was looked at. What is off while a part is still to be written is no error yet."""
    if verdict.passed:
        return Reached.RIGHT
    if stage is verdict.stage:
        return _failing(verdict)
    found = [finding for finding in verdict.findings if finding.stage is stage and not finding.beyond]
    if found:
        how = sum_up(found)
        return Reached.NOT_REACHED if how is Reached.WRONG and verdict.outcome is Outcome.UNFINISHED else how
    return Reached.RIGHT if stage in ALWAYS and _before(stage, verdict.stage) else Reached.NOT_REACHED


def sum_up(findings: Iterable[Finding]) -> Reached:
    """What findings of one stage come to together, be they all of the core or all beyond it."""
    off = [finding for finding in findings if not finding.passed]
    if not off:
        return Reached.RIGHT
    if any(finding.beyond for finding in off):
        return Reached.NOTED
    if any(finding.unfinished for finding in off):
        return Reached.OPEN
    return Reached.UNCLEAR if all(finding.unclear for finding in off) else Reached.WRONG


def _failing(verdict: Verdict) -> Reached:
    match verdict.outcome:
        case Outcome.UNFINISHED:
            return Reached.OPEN
        case Outcome.INCONCLUSIVE:
            return Reached.UNCLEAR
    return Reached.WRONG


def _before(stage: Stage, other: Stage | None) -> bool:
    order = list(Stage)
    return other is None or order.index(stage) < order.index(other)
