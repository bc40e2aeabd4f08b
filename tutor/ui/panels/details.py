"""What the whole verdict adds: what each stage asks, every case with its values, all elements of a gradient that disagrees,
and what the answer's checks came to so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, product
from operator import attrgetter
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from tutor.figures_text.drawing import number
from tutor.model import Finding, HeatMap, Outcome, Stage, Verdict
from tutor.storage.records import PastVerdict
from tutor.text.messages import Words
from tutor.text.stages import SYMBOLS, Reached, sum_up

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
) -> Content:
    """past: the oldest first."""
    parts = {
        "details.stages": _legend(reached, words),
        "details.cases": _cases(verdict.findings, words),
        "details.elements": _elements(verdict.heat, words) if verdict.heat else (),
        "details.past": _past(past, words),
    }
    told = {key: Content("\n").join(lines) for key, lines in parts.items()}
    return Content("\n\n").join(
        Content.assemble((words(key), "bold $text-primary"), "\n", lines) for key, lines in told.items() if lines.plain
    )


def _legend(reached: Sequence[tuple[Stage, Reached]], words: Words) -> Iterator[Content]:
    width = max(cell_len(words(f"stage.{stage}")) for stage, _ in reached)
    for stage, how in reached:
        yield Content.assemble(_name(stage, how, width, words), f"  {words(f'details.asks.{stage}')}")


def _name(stage: Stage, how: Reached, width: int, words: Words) -> Content:
    name = words(f"stage.{stage}")
    return Content.styled(f"{SYMBOLS[how]} {name}{' ' * (width - cell_len(name))}", STYLES[how])


# --- cases -------------------------------------------------------------------------------------------------------------


def _cases(findings: Iterable[Finding], words: Words) -> Iterator[Content]:
    """For each case a line for each stage, with the variables that were looked at; those that are off have a sign. What is
    beyond the page has lines of its own, and says so once."""
    for case, group in groupby(findings, attrgetter("case")):
        found = list(group)
        told = Content.styled(f"   {words('details.beyond')}", QUIET)
        whole = all(one.beyond for one in found)
        yield Content.assemble((case, "bold"), told if whole else "")
        width = max(cell_len(words(f"stage.{one.stage}")) for one in found)
        for stage, beyond in product(Stage, (False, True)):
            alike = [one for one in found if one.stage is stage and one.beyond is beyond]
            if alike:
                yield Content.assemble(_stage(stage, alike, width, words), told if beyond and not whole else "")


def _stage(stage: Stage, found: Sequence[Finding], width: int, words: Words) -> Content:
    values = [_value(name, [one for one in found if one.variable == name], words) for name in _variables(found)]
    return Content.assemble("  ", _name(stage, sum_up(found), width, words), "  ", Content("  ").join(values))


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


def _elements(heat: HeatMap, words: Words) -> Iterator[Content]:
    """Every element of the gradient: where it is, the learner's, the numerical one, the difference."""
    import numpy as np

    yours, numerical = np.asarray(heat.yours, float), np.asarray(heat.numerical, float)
    if yours.shape != numerical.shape:
        return
    heads = (heat.variable, *(words(f"heat.{name}") for name in ("yours", "numerical", "difference")))
    rows = [heads, *islice(_rows(yours, numerical), MOST_ELEMENTS)]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(heads))]
    for at, row in enumerate(rows):
        cells = (" " * (width - cell_len(cell)) + cell for cell, width in zip(row, widths, strict=True))
        yield Content.styled("   ".join(cells), "" if at else QUIET)
    if yours.size > MOST_ELEMENTS:
        yield Content.styled(words("details.more", number=yours.size - MOST_ELEMENTS), QUIET)


def _rows(yours: Any, numerical: Any) -> Iterator[tuple[str, ...]]:
    import numpy as np

    for index in np.ndindex(yours.shape):
        pair = float(yours[index]), float(numerical[index])
        place = ", ".join(map(str, index))
        yield (f"[{place}]", *(number(value, 4) for value in (*pair, pair[0] - pair[1])))


# --- the past ----------------------------------------------------------------------------------------------------------


def _past(past: Sequence[PastVerdict], words: Words) -> Iterator[Content]:
    """What earlier checks came to, the newest first."""
    for one in past[: -MOST_VERDICTS - 1 : -1]:
        sign, style = OUTCOMES[one.outcome]
        when = one.judged_at.astimezone().strftime("%m-%d %H:%M:%S")
        stage = f"  {words(f'stage.{one.stage}')}" if one.stage else ""
        value = f"  {one.failed}" if one.failed else ""
        seed = words("details.seed", seed=one.seed)
        yield Content.assemble(
            (when, QUIET), "  ", (f"{sign} {words(f'outcome.{one.outcome}')}", style), f"{stage}{value}  ", (seed, QUIET)
        )
