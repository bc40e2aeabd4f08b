"""What the whole verdict adds: what each stage asks, every case with its values, all elements of an array that is off,
and what the answer's checks came to so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from operator import attrgetter
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from tutor.figures_text.drawing import number
from tutor.model import Elements, Finding, HeatMap, Outcome, Stage, Verdict
from tutor.storage.records import PastVerdict
from tutor.text.messages import Words
from tutor.text.stages import SYMBOLS, Reached, sum_up
from tutor.ui.widgets.hanging_lines import Line

MOST_ELEMENTS = 500
MOST_VERDICTS = 30
QUIET = "$foreground 60%"
STYLES = {
    Reached.RIGHT: "$text-success",
    Reached.WRONG: "bold $text-error",
    Reached.OPEN: "bold $text-warning",
    Reached.UNCLEAR: "bold $text-warning",
    Reached.NOTED: "$text-warning",
    Reached.NOT_REACHED: QUIET,
}
OUTCOMES = {
    Outcome.PASSED: ("✓", "bold $text-success"),
    Outcome.UNFINISHED: ("…", "bold $text-warning"),
    Outcome.WRONG: ("✗", "bold $text-error"),
    Outcome.INCONCLUSIVE: ("?", "bold $text-warning"),
    Outcome.CRASHED: ("!", "bold $text-error"),
    Outcome.TIMED_OUT: ("!", "bold $text-error"),
}


def details(
    verdict: Verdict, reached: Sequence[tuple[Stage, Reached]], past: Sequence[PastVerdict], words: Words
) -> Iterator[Line]:
    """past: the oldest first."""
    parts = {
        "details.stages": _legend(reached, words),
        "details.cases": _cases(verdict.findings, words),
        "details.elements": _elements(verdict, words),
        "details.past": _past(past, words),
    }
    told = {key: lines for key, part in parts.items() if (lines := list(part))}
    for at, (key, lines) in enumerate(told.items()):
        yield from [Line(Content())] if at else []
        yield Line(Content(), Content.styled(words(key), "bold $text-primary"))
        yield from lines


def _legend(reached: Sequence[tuple[Stage, Reached]], words: Words) -> Iterator[Line]:
    width = max(cell_len(words(f"stage.{stage}")) for stage, _ in reached)
    for stage, how in reached:
        yield Line(_name(stage, how, width, words), Content(words(f"details.asks.{stage}")))


def _name(stage: Stage, how: Reached, width: int, words: Words) -> Content:
    name = words(f"stage.{stage}")
    return Content.styled(f"{SYMBOLS[how]} {name}{' ' * (width - cell_len(name))}  ", STYLES[how])


# --- cases -------------------------------------------------------------------------------------------------------------


def _cases(findings: Iterable[Finding], words: Words) -> Iterator[Line]:
    """For each case a line for each stage, with the variables that were looked at; those that are off have a sign. What is
    beyond the page has lines of its own, and says so once."""
    for case, group in groupby(findings, attrgetter("case")):
        found = list(group)
        told = Content.styled(f"   {words('details.beyond')}", QUIET)
        whole = all(one.beyond for one in found)
        yield Line(Content(), Content.assemble((case, "bold"), told if whole else ""))
        width = max(cell_len(words(f"stage.{one.stage}")) for one in found)
        for stage, beyond in product(Stage, (False, True)):
            alike = [one for one in found if one.stage is stage and one.beyond is beyond]
            if alike:
                yield _stage(stage, alike, width, words, told if beyond and not whole else Content())


def _stage(stage: Stage, found: Sequence[Finding], width: int, words: Words, told: Content) -> Line:
    values = [_value(name, [one for one in found if one.variable == name], words) for name in _variables(found)]
    head = Content.assemble("  ", _name(stage, sum_up(found), width, words))
    return Line(head, Content.assemble(Content("  ").join(values), told))


def _variables(found: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.variable for one in found))


def _value(name: str, found: Sequence[Finding], words: Words) -> Content:
    """A variable; one that is off with the sign, and how far off."""
    off = next((one for one in found if not one.passed), None)
    if off is None:
        return Content(name)
    how = sum_up([off])
    return Content.styled(f"{SYMBOLS[how]} {name}{_measure(off, words)}", STYLES[how])


def _measure(off: Finding, words: Words) -> str:
    if off.actual_shape != off.expected_shape and off.actual_shape is not None:
        return f" {off.actual_shape} ≠ {off.expected_shape}"
    return f" ({words('details.error', error=number(off.max_error))})" if off.max_error else ""


# --- elements ----------------------------------------------------------------------------------------------------------


def _elements(verdict: Verdict, words: Words) -> Iterator[Line]:
    """Every element of what is off: where it is, the learner's, the one that it is held against, the difference."""
    if verdict.heat:
        yield from _table(verdict.heat, words("heat.numerical"), words)
    elif verdict.elements:
        yield from _table(verdict.elements, words("details.expected"), words)


def _table(pair: HeatMap | Elements, against: str, words: Words) -> Iterator[Line]:
    import numpy as np

    name, yours, wanted = pair.variable, *(np.asarray(value, float) for value in pair[1:])
    heads = (name, words("heat.yours"), against, words("heat.difference"))
    places = [*dict.fromkeys([*np.ndindex(yours.shape), *np.ndindex(wanted.shape)])]
    rows = [heads, *(_row(place, yours, wanted) for place in places[:MOST_ELEMENTS])]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(heads))]
    for at, row in enumerate(rows):
        cells = (" " * (width - cell_len(cell)) + cell for cell, width in zip(row, widths, strict=True))
        yield Line(Content(), Content.styled("   ".join(cells), "" if at else QUIET))
    if left := len(places[MOST_ELEMENTS:]):
        yield Line(Content(), Content.styled(words("details.more", number=left), QUIET))


def _row(place: tuple[int, ...], yours: Any, wanted: Any) -> tuple[str, ...]:
    """Where the shapes differ, an element of one may have none beside it in the other."""
    ours, theirs = (float(side[place]) if _has(side, place) else None for side in (yours, wanted))
    gap = None if ours is None or theirs is None else ours - theirs
    values = ("" if value is None else number(value, 4) for value in (ours, theirs, gap))
    return (f"[{', '.join(map(str, place))}]", *values)


def _has(side: Any, place: tuple[int, ...]) -> bool:
    return len(place) == side.ndim and all(at < length for at, length in zip(place, side.shape, strict=True))


# --- the past ----------------------------------------------------------------------------------------------------------


def _past(past: Sequence[PastVerdict], words: Words) -> Iterator[Line]:
    """What earlier checks came to, the newest first."""
    for one in past[: -MOST_VERDICTS - 1 : -1]:
        sign, style = OUTCOMES[one.outcome]
        when = one.judged_at.astimezone().strftime("%m-%d %H:%M:%S")
        stage = f"  {words(f'stage.{one.stage}')}" if one.stage else ""
        value = f"  {one.failed}" if one.failed else ""
        seed = (words("details.seed", seed=one.seed), QUIET)
        outcome = (f"{sign} {words(f'outcome.{one.outcome}')}", style)
        yield Line(Content.styled(f"{when}  ", QUIET), Content.assemble(outcome, f"{stage}{value}  ", seed))
