"""Near relatives of one text, each run through the checks: what is tried, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tutor.judge.mending.edits import Edits, Text
from tutor.model import ObservationName, Recording

REDRAWN = (1, 2, 3)  # seeds, counted from that of the check: what is right by chance is so at few of them


class Variation(NamedTuple):
    """A text with changes, and the first and last lines of the statements that they are in. shift: from the check's seed."""

    text: str
    lines: Sequence[tuple[int, int]]
    shift: int = 0


Vary = Callable[[str, Sequence[Variation], ObservationName | None, float], Awaitable[Sequence[Recording]]]
"""Runs variations of a text as far as an observation, or to the end, for so many seconds; one recording each."""


Seen: TypeAlias = Mapping[Edits, Recording]


def variation(text: Text, edits: Edits) -> Variation:
    """A text with some changes."""
    return Variation(text.changed(edits), [edit.lines for edit in edits])


async def try_each(vary: Vary, text: Text, tries: Sequence[Edits], name: ObservationName, seconds: float) -> Seen:
    """What each change makes of one value; of those that make the same text the cheapest."""
    texts = _distinct({edits: text.changed(edits) for edits in tries}, text.text)
    runs = await vary(text.text, [variation(text, edits) for edits in texts], name, seconds)
    return dict(zip(texts, runs, strict=True))


def _distinct(texts: Mapping[Edits, str], itself: str) -> dict[Edits, str]:
    """Each text once, under the cheapest of its changes."""
    seen, kept = {itself}, {}
    for edits, text in texts.items():
        if text not in seen:
            seen.add(text)
            kept[edits] = text
    return kept
