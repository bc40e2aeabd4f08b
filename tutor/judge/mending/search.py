"""The search for the change that makes a wrong text right: one, else two.

Every change is tried on the first value that is off; those that set it right then run through all the checks, and only what
passes these as a right answer does is said. So what is said is no guess.
"""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from tutor.judge.compare import apply_rules, findings
from tutor.judge.mending import donors, expressions, statements, together
from tutor.judge.mending.costs import DONATED, RARE
from tutor.judge.mending.edits import Edit, Text, functions
from tutor.model import End, Finding, Lesson, Message, ObservationName, Recording, Verdict

MOST = 3000  # changes that are tried one by one
MOST_PAIRS = 2500
PAIRED = 150  # changes of which pairs are made
MOST_FULL = 24  # that run through all the checks


class Variation(NamedTuple):
    """A text with changes, and the lines of the statements that they are in, first and last."""

    text: str
    lines: Sequence[tuple[int, int]]


Vary = Callable[[str, Sequence[Variation], ObservationName | None], Awaitable[Sequence[Recording]]]
"""Runs variations of a text as far as an observation, or to the end; one recording each."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The changes that together make the text right, or right as far as `variable` goes."""

    edits: tuple[Edit, ...]
    variable: str = ""  # empty: all of it


class Search:
    """One wrong text, the model answer's text and recording, and a way to run variations."""

    def __init__(self, lesson: Lesson, text: Text, model: Text, reference: Recording, vary: Vary) -> None:
        self._lesson, self._text, self._model = lesson, text, model
        self._reference, self._vary = reference, vary

    async def find(self, first: Finding) -> Mended | None:
        """The cheapest change that sets everything right; else two, else what sets the first value right."""
        known = self._all(self._text)
        near = await self._set_right(self._text, [(edit,) for edit in known], first.name)
        whole, partly = await self._through(self._text, near, first)
        small = [one for one in whole if one[0].cost < DONATED]
        if small:
            return Mended(small[0])
        where = self._suspects(known, whole or partly)
        pairs = await self._set_right(self._text, where, first.name)
        both, _ = await self._through(self._text, pairs, first)
        if both:
            return Mended(both[0])
        if whole:
            return Mended(whole[0])
        return await self._twice(partly, first)

    def _all(self, text: Text) -> list[Edit]:
        families = (expressions.edits, together.edits, statements.edits)
        parts = sorted(functions(text), key=_is_constructor)
        found = [
            (edit.cost + _is_constructor(part), edit) for part in parts for family in families for edit in family(text, part)
        ]
        cheap = [edit for _, edit in sorted(found, key=lambda pair: pair[0])]
        return [*cheap[:MOST], *donors.edits(text, self._model)]

    def _suspects(self, known: Sequence[Edit], told: Sequence[tuple[Edit, ...]]) -> list[tuple[Edit, ...]]:
        """Pairs of cheap changes; in the line that is to blame where one is known."""
        lines = {one[0].line for one in told if one[0].kind.startswith("value")}
        usable = [one for one in known if one.cost < RARE and (not lines or one.line in lines)]
        pairs: list[tuple[Edit, ...]] = [
            (one, other) for one, other in combinations(usable[:PAIRED], 2) if not one.overlaps(other)
        ]
        return sorted(pairs, key=_price)[:MOST_PAIRS]

    async def _set_right(
        self, text: Text, tries: Sequence[tuple[Edit, ...]], name: ObservationName
    ) -> list[tuple[Edit, ...]]:
        """Those after which one value is as it should be."""
        texts = _distinct({edits: text.changed(edits) for edits in tries}, text.text)
        runs = await self._vary(text.text, [_variation(text, edits) for edits in texts], name)
        alone = self._reference._replace(records=tuple(one for one in self._reference.records if one.name == name))
        right = [edits for edits, run in zip(texts, runs, strict=True) if self._agrees(run, alone)]
        return sorted(right, key=_price)

    def _agrees(self, run: Recording, alone: Recording) -> bool:
        """Whether the one value that is asked for came, and is right."""
        if run.ending.how is not End.DONE:
            return False
        return any(one.passed for one in findings(apply_rules(run, alone), alone, self._lesson.shapes))

    def _found(self, run: Recording) -> list[Finding]:
        return findings(apply_rules(run, self._reference), self._reference, self._lesson.shapes)

    async def _through(
        self, text: Text, near: Sequence[tuple[Edit, ...]], first: Finding
    ) -> tuple[list[tuple[Edit, ...]], list[tuple[Edit, ...]]]:
        """Those with which everything is right; and those with which the variable that was off is right in every case."""
        near = near[:MOST_FULL]
        runs = await self._vary(text.text, [_variation(text, edits) for edits in near], None)
        whole, partly = [], []
        for edits, run in zip(near, runs, strict=True):
            wrong = [one for one in self._found(run) if not one.passed and not one.beyond]
            seen = {record.name for record in run.records}
            complete = all(r.name in seen for r in self._reference.records if not r.beyond and r.rule != "shown")
            if run.ending.how is End.DONE and not wrong and complete:
                whole.append(edits)
            elif wrong and not any(_is_alike(one, first) for one in wrong) and _comes_later(wrong[0], first, run):
                partly.append(edits)
        return whole, partly

    async def _twice(self, partly: Sequence[tuple[Edit, ...]], first: Finding) -> Mended | None:
        """A second change after one that sets the first value right."""
        small = [one for one in partly if one[0].cost < DONATED]
        for edits in small[:1]:
            text = Text.parse(self._text.changed(edits))
            if text is None:
                continue
            (run,) = await self._vary(text.text, [Variation(text.text, ())], None)
            wrong = next((one for one in self._found(run) if not one.passed and not one.beyond), None)
            if wrong is None:
                continue
            near = await self._set_right(text, [(edit,) for edit in self._all(text)], wrong.name)
            whole, _ = await self._through(text, near, wrong)
            if whole:
                return Mended((*edits, *whole[0]))
        return Mended(small[0], first.variable) if small else None


def _variation(text: Text, edits: tuple[Edit, ...]) -> Variation:
    return Variation(text.changed(edits), [edit.lines for edit in edits])


def _is_constructor(function: ast.FunctionDef) -> int:
    """Most of what a constructor does is keep what it is given; and what it makes may become huge."""
    return 2 * (function.name == "__init__")


def _is_alike(one: Finding, first: Finding) -> bool:
    """Whether two findings are about one variable, or about rows of one table."""
    return one.variable.partition("(")[0] == first.variable.partition("(")[0]


def _comes_later(wrong: Finding, first: Finding, run: Recording) -> bool:
    """Whether what is still off comes after all that is seen of the variable that was off, in its case."""
    names = [record.name for record in run.records]
    return wrong.name in names and first.name in names and names.index(wrong.name) > names.index(first.name)


def _price(edits: tuple[Edit, ...]) -> int:
    return sum(edit.cost for edit in edits)


def _distinct(texts: Mapping[tuple[Edit, ...], str], itself: str) -> dict[tuple[Edit, ...], str]:
    """Each text once, under the cheapest of its changes."""
    seen, kept = {itself}, {}
    for edits, text in texts.items():
        if text not in seen:
            seen.add(text)
            kept[edits] = text
    return kept


def tell(verdict: Verdict, found: Mended) -> Message:
    """What is said: the value that is off, and the change with which it is not."""
    told = [_of_edit(edit) for edit in found.edits]
    end = Message("mend.partly", {"variable": found.variable}) if found.variable else Message("mend.all")
    facts = {"what": verdict.message, "line": found.edits[0].line, "first": told[0], "end": end}
    if len(told) == 1:
        return Message("mended", facts)
    return Message("mended.two", {**facts, "other": found.edits[1].line, "second": told[1]})


def _of_edit(edit: Edit) -> Message:
    return Message(f"mend.{edit.kind}", {"was": edit.was, "becomes": edit.becomes})
