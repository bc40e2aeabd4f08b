"""The search for the change that makes a wrong text right: one, else two.

Every change is tried on the first value that is off; those that set it right then run through all the checks, and only what
passes these as a right answer does, with other numbers drawn too, is said. So what is said is no guess.
"""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

from tutor.judge.compare import apply_rules, findings
from tutor.judge.mending import closures, donors, expressions, keeping, statements, together
from tutor.judge.mending.costs import DONATED, MISSING, RARE
from tutor.judge.mending.edits import Edit, Edits, Text, functions, functions_around
from tutor.judge.mending.known import Beside, Known
from tutor.judge.mending.mended import Mended
from tutor.judge.mending.outcomes import (
    Names,
    are_two_slips,
    can_mend,
    is_half,
    is_much,
    is_narrow,
    is_of_shape,
    is_progress,
    is_step,
    is_telling,
    kin,
    least,
    likely,
    names_of,
    price,
    print_of,
    spoils,
    turns_sign,
    wrong_of,
)
from tutor.judge.mending.questions import answered
from tutor.judge.mending.rounding import only_rounds
from tutor.judge.mending.variations import REDRAWN, Seen, Variation, Vary, try_each, variation
from tutor.judge.mending.vocabulary import Vocabulary
from tutor.judge.naming import SHAPE
from tutor.model import End, Finding, Lesson, ObservationName, Recording, Stage

MOST = 3000  # changes that are tried one by one
MOST_PAIRS = 3000
PAIRED, PAIRED_INSIDE = 150, 120  # changes of which pairs are made
MOST_FULL = 60  # that run through all the checks
MOST_STEPS = 2  # that a second one is looked for
MOST_AGAIN = 4  # of those, that do so with other numbers drawn
MOST_ASKED = 8  # of changed questions that may have lost their say
SINGLES, FULL, PAIRS, SECOND, AGAIN, ASKED = (
    2.0,
    0.6,
    1.2,
    0.8,
    0.8,
    0.6,
)  # seconds of the processor for each part of the search


class Tried(NamedTuple):
    """Changes that set the first value right, the cheapest first, by what they leave to be set right."""

    whole: list[Edits]  # nothing
    partly: list[Edits]  # nothing of its variable
    steps: list[Edits]  # less than before, and nothing new; those that leave least first
    most: tuple[Edits, Names] | None = None  # of the steps the one that leaves least, and what, where it sets much right


class Search:
    """One wrong text, the model answer's text and recording, the known mistakes, and a way to run variations."""

    def __init__(
        self, lesson: Lesson, text: Text, model: Text, reference: Recording, known: Mapping[str, Known], vary: Vary
    ) -> None:
        self._lesson, self._text, self._model = lesson, text, model
        self._reference, self._vary = reference, vary
        self._beside = Beside(lesson, text, model, reference, known, vary)
        self._vocabulary = Vocabulary(text, model)
        self._narrow = is_narrow(reference)

    async def find(self, first: Finding, found: Sequence[Finding]) -> Mended | None:
        """The cheapest change that sets everything right; else two, else what sets the first value right."""
        known = await asyncio.to_thread(self._all, self._text, first)
        seen = await self._try(self._text, [(edit,) for edit in known if can_mend(edit, first)], first.name, SINGLES)
        right = self._right(seen, first.name)
        alone = await self._through(self._text, right, first, found)
        alone = alone._replace(whole=await self._with_a_say(alone.whole))
        small = [one for one in alone.whole if one[0].cost < (MISSING if self._narrow else DONATED)]
        if small:
            return Mended(small[0])
        if self._narrow:
            return None
        if two := await self._known_beside(seen, right, alone, first):
            return two
        suspects = await asyncio.to_thread(self._suspects, seen, alone.whole or alone.partly, first)
        pairs = await self._try(self._text, suspects, first.name, PAIRS)
        both = await self._through(self._text, self._right(pairs, first.name), first, found)
        if together := await self._with_a_say(both.whole):
            return Mended(self._spelled(together[0]))
        return await self._twice(alone, first) or await self._left(seen, alone, first) or _to_blame(alone.whole)

    async def _with_a_say(self, whole: Sequence[Edits]) -> list[Edits]:
        """Those that do not merely leave a question without a say, the likeliest first."""
        whole = sorted(whole, key=partial(likely, self._text))
        texts = [(edits, text) for edits in whole[:MOST_ASKED] for text in answered(self._text, edits)]
        if not texts:
            return whole
        runs = await self._vary(self._text.text, [Variation(text, ()) for _, text in texts], None, ASKED)
        idle = {edits for (edits, _), run in zip(texts, runs, strict=True) if self._is_right(run)}
        return [edits for edits in whole if edits not in idle]

    def _is_right(self, run: Recording) -> bool:
        return run.ending.how is End.DONE and self._is_complete(run) and not wrong_of(self._found(run))

    async def _known_beside(self, seen: Seen, right: Sequence[Edits], alone: Tried, first: Finding) -> Mended | None:
        """Two known mistakes, or a change and the one that is left. Where one line is at fault there are no two in two."""
        if both := await self._beside.two_of(first.name):
            return Mended((), known=both)
        if not self._may_leave(alone, first):
            return None
        small = {edits: None for edits in seen if edits[0].cost < DONATED and is_half(self._text, edits, first)}
        near = [edits for edits in right if edits in small]
        left = await self._beside.left_by(near) or await self._beside.shown_first(list(small))
        return Mended(left[0], known=(left[1],)) if left else None

    async def _left(self, seen: Seen, alone: Tried, first: Finding) -> Mended | None:
        """A change after which a known mistake is left, although the first value is still off then."""
        near = self._beside.alike(seen) if self._may_leave(alone, first) else []
        left = await self._beside.left_by(near) if near else None
        return Mended(left[0], known=(left[1],)) if left else None

    def _may_leave(self, alone: Tried, first: Finding) -> bool:
        """Whether a known mistake can be what is left: no one change does it all, and the first value is none of chance."""
        sure = any(not edits[0].doubtful for edits in alone.whole)
        return not sure and is_telling(self._reference, first.name)

    def _all(self, text: Text, first: Finding) -> list[Edit]:
        families = (keeping.edits, statements.edits, together.edits, closures.edits, expressions.edits)
        later = _looked_at_later(first)
        parts = sorted(functions(text), key=_is_constructor)
        found = [
            (edit.cost and edit.cost + later.get(part.name, 0), edit)
            for part in parts
            for family in families
            for edit in family(text, part)
        ]
        cheap = [edit for _, edit in sorted(found, key=lambda pair: pair[0]) if self._vocabulary.has(edit, text)]
        return [*cheap[:MOST], *donors.edits(text, self._model)]

    def _suspects(self, seen: Seen, told: Sequence[Edits], first: Finding) -> list[Edits]:
        """Pairs of cheap changes with some say in the value; in the statement that is to blame where one is known."""
        to_blame = {one[0].lines for one in told if one[0].kind.startswith("value")}
        usable: dict[Any, Edit] = {}
        for (edit,), run in seen.items():
            if edit.cost <= RARE and (outcome := print_of(run)) is not None:
                usable.setdefault((outcome, edit.lines in to_blame), edit)
        cheap = sorted(usable.values(), key=lambda edit: edit.cost)
        inside = [edit for edit in cheap if edit.lines in to_blame][:PAIRED_INSIDE]
        if inside and not is_of_shape(first):
            deeper = [pair for edit in inside for pair in self._followed(edit)]
            return sorted(deeper, key=price)[:MOST_PAIRS]
        pairs: list[Edits] = [pair for pair in combinations(cheap[:PAIRED], 2) if not pair[0].overlaps(pair[1])]
        by_price = sorted(pairs, key=lambda pair: (price(pair), pair[0].lines != pair[1].lines))
        return [*together.twins([edit for (edit,) in seen]), *by_price][:MOST_PAIRS]

    def _followed(self, first: Edit) -> list[Edits]:
        """A change, and each of a second one in the same statement, as the statement in another form."""
        text = Text.parse(self._text.changed((first,)))
        if text is None:
            return []
        low, _ = first.lines
        within = text.statement(low)
        part = next((one for one in functions(text) if one.lineno <= low <= (one.end_lineno or 0)), None)
        if within is None or part is None:
            return []
        cheap = (edit for edit in expressions.edits(text, part, within) if edit.cost <= RARE)
        once = (edit for edit in cheap if not (turns_sign(first) and turns_sign(edit)))
        later = [edit for edit in once if self._vocabulary.has(edit, text)]
        whole = (0, len(self._text.data))
        return [
            (Edit("both", low, ((whole, text.changed((edit,))),), first.cost + edit.cost, lines=first.lines),)
            for edit in later
        ]

    def _spelled(self, edits: Edits) -> Edits:
        """Two changes of one statement are told as the statement before and after."""
        alike = len(edits) == 2 and edits[0].lines == edits[1].lines and {edit.kind for edit in edits} == {"instead"}
        if alike and self._text.statement(edits[0].lines[0]):
            one, other = edits
            whole = ((0, len(self._text.data)), self._text.changed(edits))
            edits = (replace(one, kind="both", splices=(whole,), cost=one.cost + other.cost),)
        return tuple(self._as_statement(edit) if edit.kind == "both" else edit for edit in edits)

    def _as_statement(self, edit: Edit) -> Edit:
        changed = Text.parse(edit.splices[0][1])
        was, new = self._text.statement(edit.lines[0]), changed.statement(edit.lines[0]) if changed else None
        assert was is not None
        assert new is not None
        return replace(edit, kind="instead", was=ast.unparse(was), becomes=ast.unparse(new))

    async def _try(self, text: Text, tries: Sequence[Edits], name: ObservationName, seconds: float) -> Seen:
        """What each change makes of one value; of those that make the same text the cheapest."""
        return await try_each(self._vary, text, tries, name, seconds)

    def _right(self, seen: Seen, name: ObservationName) -> list[Edits]:
        """Those after which the value is as it should be, the cheapest first."""
        alone = self._reference._replace(records=tuple(one for one in self._reference.records if one.name == name))
        return sorted((edits for edits, run in seen.items() if self._agrees(run, alone)), key=price)

    def _agrees(self, run: Recording, alone: Recording) -> bool:
        """Whether the one value that is asked for came, and is right."""
        if run.ending.how is not End.DONE:
            return False
        if not alone.records:  # an exception of the text under check, where the model answer has none
            return not run.records
        return any(one.passed for one in findings(apply_rules(run, alone), alone, self._lesson.shapes))

    def _found(self, run: Recording, reference: Recording | None = None) -> list[Finding]:
        reference = reference or self._reference
        return findings(apply_rules(run, reference), reference, self._lesson.shapes)

    async def _through(self, text: Text, near: Sequence[Edits], first: Finding, before: Sequence[Finding]) -> Tried:
        """What each change does beyond the first value, with which it has been seen to be right."""
        near, tells = near[:MOST_FULL], is_telling(self._reference, first.name)
        runs = await self._vary(text.text, [variation(text, edits) for edits in near], None, FULL)
        whole, partly, steps = [], [], []
        left: list[tuple[Edits, Names]] = []
        for edits, run in zip(near, runs, strict=True):
            after = self._found(run)
            if run.ending.how is End.DONE and self._is_complete(run) and not spoils(before, after):
                if not wrong_of(after):
                    whole.append(edits)
                elif any(only_rounds(text, edit) for edit in edits):
                    continue  # what is off with both ways to round is off by rounding
                elif tells and is_half(text, edits, first) and is_progress(first, before, after):
                    partly.append(edits)
                elif self._is_expected(first.name) and is_step(first, before, after):
                    steps.append((len(wrong_of(after)), edits))
                    if tells and edits[0].cost < DONATED and is_half(text, edits, first):
                        left.append((edits, names_of(after) if is_much(first, before, after) else names_of(before)))
        fewest = [edits for _, edits in sorted(steps, key=lambda step: step[0])]
        right, of_first = await self._again(text, whole, None), await self._again(text, partly, first)
        return Tried(right, of_first, fewest, least(left, before))

    async def _again(self, text: Text, near: Sequence[Edits], first: Finding | None) -> list[Edits]:
        """Those that hold with other numbers drawn: all is right then, or all of the kind of `first`."""
        near = near[:MOST_AGAIN]
        right = Variation(self._model.text, ())
        texts = [right, *(variation(text, edits) for edits in near)] if near else []
        again = [one._replace(shift=shift) for shift in REDRAWN for one in texts]
        runs = await self._vary(self._model.text, again, None, AGAIN)
        held = list(near)
        for reference, *tried in (runs[at : at + len(texts)] for at in range(0, len(runs), len(texts) or 1)):
            broken = [edits for edits, run in zip(near, tried, strict=True) if self._fails(run, reference, first)]
            held = [edits for edits in held if edits not in broken]
        return held

    def _fails(self, run: Recording, reference: Recording, first: Finding | None) -> bool:
        """Whether a run to its end is wrong; one for which there was no time speaks neither for nor against it."""
        if not all(one.ending.how is End.DONE for one in (run, reference)):
            return False
        wrong = wrong_of(self._found(run, reference))
        return any(first is None or kin(one.name) == kin(first.name) for one in wrong)

    def _is_expected(self, name: ObservationName) -> bool:
        return any(record.name == name for record in self._reference.records)

    def _is_complete(self, run: Recording) -> bool:
        seen = {record.name for record in run.records}
        return all(r.name in seen for r in self._reference.records if not r.beyond and r.rule != "shown")

    async def _twice(self, alone: Tried, first: Finding) -> Mended | None:
        """A second change after one that sets the first value right; else that one, if it does all of the variable."""
        partly, steps = ([one for one in found if one[0].cost < DONATED] for found in (alone.partly, alone.steps))
        for edits in partly[:1] or steps[:MOST_STEPS]:
            other = await self._second(edits)
            if other and (partly or are_two_slips(edits, other)):
                return Mended((*edits, *other))
        if not partly and alone.most and await self._holds(*alone.most):
            return Mended(alone.most[0], first.variable, first.case)
        return Mended(partly[0], first.variable, first.case) if partly else None

    async def _holds(self, edits: Edits, left: Names) -> bool:
        """Whether with other numbers drawn, too, no more is wrong after a change."""
        texts = (Variation(self._model.text, ()), variation(self._text, edits))
        again = [one._replace(shift=shift) for shift in REDRAWN for one in texts]
        runs = await self._vary(self._model.text, again, None, AGAIN)
        pairs = list(zip(runs[::2], runs[1::2], strict=True))
        done = [pair for pair in pairs if all(one.ending.how is End.DONE for one in pair)]
        return bool(done) and all(names_of(self._found(run, reference)) <= left for reference, run in done)

    async def _second(self, edits: Edits) -> Edits | None:
        """The cheapest change that sets right all that another one has left."""
        text = Text.parse(self._text.changed(edits))
        if text is None:
            return None
        (run,) = await self._vary(text.text, [Variation(text.text, ())], None, FULL)
        found = self._found(run)
        wrong = next(iter(wrong_of(found)), None)
        if wrong is None:  # there was no time for this run
            return None
        cheap = [
            (edit,) for edit in await asyncio.to_thread(self._all, text, wrong) if edit.cost < RARE and can_mend(edit, wrong)
        ]
        near = functions_around(text, edits[0].line)  # two slips of one reader lie close together more often than not
        cheap.sort(key=lambda one: one[0].line not in near)
        seen = await self._try(text, cheap, wrong.name, SECOND)
        whole = (await self._through(text, self._right(seen, wrong.name), wrong, found)).whole
        return whole[0] if whole else None


def _to_blame(whole: Sequence[Edits]) -> Mended | None:
    """The line that is at fault, where no small change is found: one that may be right is not pointed at."""
    values = [edits for edits in whole if edits[0].kind.startswith("value")]
    sure = [edits for edits in values or whole if not edits[0].doubtful]
    return Mended(sure[0]) if sure else None


def _looked_at_later(first: Finding) -> Mapping[str, int]:
    """By how much the changes of a function count as dearer when it is decided which are tried first.

    Most of what a constructor does is keep what it is given, and what it makes may become huge; unless the shape of what it
    makes is off. And where a gradient is the first thing that is off, what forward gives back is right already.
    """
    constructor = {} if first.name.what == SHAPE else {"__init__": 2}
    return {**constructor, "forward": 1} if first.stage is Stage.GRADIENT else constructor


def _is_constructor(function: ast.FunctionDef) -> bool:
    return function.name == "__init__"
