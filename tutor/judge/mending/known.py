"""Two slips at once, of which a lesson knows both, or the one that is left when the other has been taken back.

A text with two slips behaves like no known mistake. It does so like two of them put together, or, after a change of its own,
like one. Both are said only where every value is the same, with other numbers drawn too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from tutor.judge.compare import apply_rules, findings
from tutor.judge.mending.costs import DONATED
from tutor.judge.mending.edits import Edits, Text
from tutor.judge.mending.merging import changes, merged, pieces
from tutor.judge.mending.outcomes import loses, names_of, price, takes_factor_out
from tutor.judge.mending.variations import REDRAWN, Seen, Variation, Vary, try_each, variation
from tutor.judge.naming import first_spot, same_values, shown_at
from tutor.judge.numbers import is_numeric
from tutor.model import End, Finding, Lesson, ObservationName, Recording

MOST_MERGED, MOST_ALIKE, MOST_CHANGED, MOST_PARTING = 400, 12, 40, 2
MERGED, ALIKE, CHANGED, AGAIN = 0.8, 0.6, 0.6, 0.6  # seconds of the processor


class Known(NamedTuple):
    """A mistake that a lesson knows, and how it behaves."""

    text: str
    run: Recording


class Beside:
    """The known mistakes of a lesson beside one wrong text.

    Two that replace different methods of the model answer's class cannot be put together: they are told as what is left.
    """

    def __init__(
        self, lesson: Lesson, text: Text, model: Text, reference: Recording, known: Mapping[str, Known], vary: Vary
    ) -> None:
        self._lesson, self._text, self._model, self._reference = lesson, text, model, reference
        self._known, self._vary = known, vary
        self._ours: Recording | None = None

    async def _run(self) -> Recording:
        """That of the text itself, to its end."""
        if self._ours is None:
            (self._ours,) = await self._vary(self._text.text, [Variation(self._text.text, ())], None, ALIKE)
        return self._ours

    async def two_of(self, name: ObservationName) -> tuple[str, str] | None:
        """The keys of the two known mistakes that together behave as the text does; None for none.

        name: of the first value that is off.
        """
        ours = await self._run()
        if ours.ending.how is not End.DONE:
            return None
        both = await asyncio.to_thread(self._together)
        tried = [Variation(one, ()) for one in both.values()]
        runs = await self._vary(self._model.text, tried, name, MERGED)
        there = _only(ours, name)
        near = [keys for keys, run in zip(both, runs, strict=True) if same_values(_only(run, name), there)][:MOST_ALIKE]
        whole = await self._vary(self._model.text, [Variation(both[keys], ()) for keys in near], None, ALIKE)
        alike = [keys for keys, run in zip(near, whole, strict=True) if same_values(run, ours)]
        held = [keys for keys in alike if await self._holds(both[keys], self._text.text)] if len(alike) == 1 else []
        return held[0] if held else None

    def _together(self) -> dict[tuple[str, str], str]:
        base = pieces(self._model.text)
        apart = {key: changes(base, one.text) for key, one in self._known.items()}
        found = ((pair, merged(base, apart[pair[0]], apart[pair[1]])) for pair in combinations(apart, 2))
        return dict([(pair, text) for pair, text in found if text is not None][:MOST_MERGED])

    async def left_by(self, near: Sequence[Edits]) -> tuple[Edits, str] | None:
        """The first change after which the text behaves as one known mistake does, and that mistake's key; None for none."""
        text, ours = self._text, await self._run()
        if ours.ending.how is not End.DONE:
            return None
        near = [edits for edits in near if not loses(edits[0])][:MOST_CHANGED]
        runs = await self._vary(text.text, [variation(text, edits) for edits in near], None, CHANGED)
        were = self._wrong(ours)
        for edits, run in zip(near, runs, strict=True):
            keys = [key for key, one in self._known.items() if same_values(run, one.run)]
            after = self._wrong(run)
            if len(keys) == 1 and (after < were or (after == were and takes_factor_out(edits[0]))):
                held = await self._holds(self._known[keys[0]].text, text.changed(edits))
                return (edits, keys[0]) if held else None
        return None

    def alike(self, seen: Seen) -> list[Edits]:
        """The cheapest changes that make of the first value what some known mistake makes of it, and no exception."""
        tried = {edits: _about(run) for edits, run in seen.items() if edits[0].cost < DONATED}
        names = {record.name for run in seen.values() for record in run.records[:1]}
        wanted = {_about(_only(one.run, name)) for one in self._known.values() for name in names} - {None}
        return sorted((edits for edits, about in tried.items() if about in wanted), key=price)

    async def shown_first(self, cheap: Sequence[Edits]) -> tuple[Edits, str] | None:
        """As `left_by`, where it is the known mistake that is off first."""
        for name, wanted in list(self._parting(await self._run()))[:MOST_PARTING]:
            seen = await try_each(self._vary, self._text, cheap, name, CHANGED)
            near = [edits for edits, run in seen.items() if same_values(run, wanted)]
            if found := await self.left_by(near):
                return found
        return None

    def _parting(self, ours: Recording) -> Iterator[tuple[ObservationName, Recording]]:
        """Of each known mistake that shows our values where we are off first, the first value that differs all the same."""
        spot = first_spot(self._found(ours))
        for one in self._known.values():
            if spot and shown_at(ours, one.run, spot) and first_spot(self._found(one.run)) == spot:
                differ = (r.name for r in one.run.records if not same_values(_only(ours, r.name), _only(one.run, r.name)))
                if name := next(differ, None):
                    yield name, _only(one.run, name)

    def _found(self, run: Recording) -> list[Finding]:
        return findings(apply_rules(run, self._reference), self._reference, self._lesson.shapes)

    def _wrong(self, run: Recording) -> frozenset[ObservationName]:
        return names_of(self._found(run))

    async def _holds(self, one: str, other: str) -> bool:
        """Whether two texts behave alike with other numbers drawn, too."""
        again = [Variation(text, (), shift) for shift in REDRAWN for text in (one, other)]
        runs = await self._vary(self._model.text, again, None, AGAIN)
        pairs = list(zip(runs[::2], runs[1::2], strict=True))
        done = [pair for pair in pairs if all(run.ending.how is End.DONE for run in pair)]
        return bool(done) and all(same_values(*pair) for pair in done)


def _about(run: Recording) -> tuple[Any, str] | None:
    """What tells the one value of a run from most others, whatever its last digits; None for an exception or nothing."""
    record = run.records[0] if len(run.records) == 1 else None
    value: Any = record.value if record else None
    if record and record.rule == "slopes" and np.ndim(value) == 2:
        value = value[:, 0]  # beside what was returned stand differences, and how good these are
    return (np.shape(value), f"{np.sum(np.abs(np.asarray(value, float))):.6g}") if is_numeric(value) else None


def _only(run: Recording, name: ObservationName) -> Recording:
    return run._replace(records=tuple(one for one in run.records if one.name == name))
