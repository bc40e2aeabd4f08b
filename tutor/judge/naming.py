"""Which known mistake is this? Decided by behaviour: the same values, first off in the same place.

Take the first failing case, in it the first failing stage, and the variables that fail there. A mistake is named if it
alone fails first in that place and shows the learner's values of those variables in that case. What else is wrong further
on does not matter, nor what is beyond the page: of two mistakes the first is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tutor.judge.compare import findings
from tutor.judge.numbers import alike, is_numeric, shape_of
from tutor.model import Crash, End, Finding, ObservationName, Record, Recording, References, Stage

SHAPE = "shape"  # what is observed of an array whose numbers are free


class Spot(NamedTuple):
    """Where a run goes wrong first."""

    case: str
    stage: Stage
    variables: frozenset[str]


def first_spot(found: Sequence[Finding]) -> Spot | None:
    """The first place where core findings fail beyond doubt, or None."""
    failed = [finding for finding in found if not (finding.passed or finding.beyond or finding.unclear)]
    if not failed:
        return None
    case, stage = failed[0].case, failed[0].stage
    return Spot(case, stage, frozenset(f.variable for f in failed if f.case == case and f.stage is stage))


def name_mistake(run: Recording, found: Sequence[Finding], references: References, shapes: Mapping[str, str]) -> str | None:
    """The key of the one known mistake that behaves like `run` where it first fails, or None."""
    spot = first_spot(found)
    if spot is None:
        return None
    named = [
        key
        for key, mistake in references.mistakes.items()
        # The cheap question first: few mistakes share the learner's values, and only those are looked at as a whole.
        if _same_there(run, mistake, spot) and first_spot(findings(mistake, references.solution, shapes)) == spot
    ]
    return named[0] if len(named) == 1 else None


def same_values(one: Recording, other: Recording) -> bool:
    """Whether two runs came to their ends, and observed the same in all that the page asks for."""
    if not all(run.ending.how is End.DONE for run in (one, other)):
        return False
    ours, theirs = _core(one), _core(other)
    return ours.keys() == theirs.keys() and all(_alike(ours[name], theirs[name]) for name in ours)


def _core(run: Recording) -> dict[ObservationName, Record]:
    return {r.name: r for r in run.records if r.rule != "shown" and not r.beyond}


def shown_at(run: Recording, mistake: Recording, spot: Spot) -> bool:
    """Whether the two agree on the variables of the spot in its case, wherever else they part."""
    ours, theirs = _there(run, spot), _there(mistake, spot)
    return ours.keys() == theirs.keys() and all(_alike(ours[name], theirs[name]) for name in ours)


def _same_there(run: Recording, mistake: Recording, spot: Spot) -> bool:
    """Whether the two agree on the variables of the spot: on all of them in its case, and on their numbers in the others.

    One case alone may be too small to tell two mistakes apart: of two elements the last is also all but the first. Where
    ours raised an exception, or came to nan or inf, there is nothing to hold against it: that is another slip, if some
    other case agrees.
    """
    if not shown_at(run, mistake, spot):
        return False
    mine, other = _elsewhere(run, spot), _elsewhere(mistake, spot)
    differ = [name for name in mine.keys() & other.keys() if not _alike(mine[name], other[name])]
    agree = {name.case for name in mine.keys() & other.keys()} - {name.case for name in differ}
    return not differ or (agree > {spot.case} and all(_is_nothing(mine[name].value) for name in differ))


def _is_nothing(value: Any) -> bool:
    """Whether an exception came, or no number that is finite: 0 divided by 0, for one."""
    return isinstance(value, Crash) or (is_numeric(value) and not np.isfinite(value).any())


def _alike(one: Record, other: Record) -> bool:
    """Of what is asked for its shape alone the numbers are free: first weights are drawn, and in any order."""
    if one.name.what == SHAPE and is_numeric(one.value) and is_numeric(other.value):
        return shape_of(one.value) == shape_of(other.value)
    return alike(one, other)


def _there(recording: Recording, spot: Spot) -> dict[ObservationName, Record]:
    return {r.name: r for r in _of(recording, spot) if r.case == spot.case and r.rule != "shown"}


def _elsewhere(recording: Recording, spot: Spot) -> dict[ObservationName, Record]:
    found = (r for r in _of(recording, spot) if r.stage is spot.stage)
    return {r.name: r for r in found if r.rule in ("same", "slopes") or r.name.what == SHAPE}


def _of(recording: Recording, spot: Spot) -> Iterator[Record]:
    return (r for r in recording.records if r.variable in spot.variables and not r.beyond)
