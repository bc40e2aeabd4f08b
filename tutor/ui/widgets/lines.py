"""Questions about lists of lines: what changed between two, where a row went, where a text occurs next."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import TypeAlias

Location: TypeAlias = tuple[int, int]  # row, column; both from 0


def replacement(old: Sequence[str], new: Sequence[str]) -> tuple[str, Location, Location]:
    """The one replacement that turns `old` into `new`: its text, and its start and end in `old`."""
    before, after = "\n".join(old), "\n".join(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    stop = len(before) - tail
    return after[head : len(after) - tail], _location(before, head), _location(before, stop)


def _common(a: str, b: str) -> int:
    """The number of characters that two texts share at their start."""
    return sum(1 for _ in takewhile(bool, map(eq, a, b)))


def _location(text: str, index: int) -> Location:
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


def row_after(old: Sequence[str], new: Sequence[str], row: int) -> int:
    """Where the line `row` of `old` is found in `new`; for a line that is gone, the nearest place to it."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    for block in blocks:
        if row < block.a + block.size:
            return min(block.b + max(0, row - block.a), len(new) - 1)
    return len(new) - 1


def occurrence(lines: Sequence[str], text: str, selection: Sequence[Location], forward: bool) -> Location | None:
    """The next place of `text` after (or before) the selection, around the end; None if there is none.

    Case counts only if `text` has capitals.
    """
    fold = text == text.lower()
    places = [(row, column) for row, line in enumerate(lines) for column in _columns(line.lower() if fold else line, text)]
    start = selection[0]
    ahead = [place for place in places if (place > start if forward else place < start)]
    return next(iter(ahead if forward else reversed(ahead)), None) or _first(places, forward)


def _first(places: Sequence[Location], forward: bool) -> Location | None:
    return (places[0] if forward else places[-1]) if places else None


def _columns(line: str, text: str) -> list[int]:
    if not text:
        return []
    return [column for column in range(len(line) - len(text) + 1) if line.startswith(text, column)]


def head_of(lines: Sequence[str], row: int) -> int:
    """The row of the `def` or `class` that holds a row; that row itself outside of any."""
    indent = _indent(lines[row])
    heads = (at for at in range(row - 1, -1, -1) if lines[at].lstrip().startswith(("def ", "class ")))
    return next((at for at in heads if _indent(lines[at]) < indent), row)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
