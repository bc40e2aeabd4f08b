"""Lines of code and tables that are wider than their room: folded at a gap, so that nothing of them is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

GOES_ON = "↳ "
HANGING = 2  # cells by which what goes on is indented more than its line
SHORT = 24  # cells; what is no longer stands at the right, below the column that it belongs to
COLUMNS = 2  # blanks that part two columns

_GAP = re.compile(r"(?<=\S) +(?=\S)")


class Row(NamedTuple):
    """The characters from `start` to `end` of a line, behind `before`."""

    before: str
    start: int
    end: int


def folded(line: str, width: int) -> Iterator[Row]:
    """The rows of a line, each of at most `width` cells; a piece without a gap stays whole, and may be wider.

    A line is folded between columns where it has any, else between words. The blanks of the gap are left out.
    """
    before, start = "", 0
    while gap := _gap(line, start, width - cell_len(before)):
        yield Row(before, start, gap.start())
        start = gap.end()
        left = cell_len(line[start:])
        at_right = len(gap[0]) >= COLUMNS and left <= min(SHORT, width)
        before = " " * (width - left) if at_right else " " * (_indent(line) + HANGING) + GOES_ON
    yield Row(before, start, len(line))


def _gap(line: str, start: int, room: int) -> re.Match[str] | None:
    """Where to fold what begins at `start`: at the last gap in the room, else at the first; None: it fits, or has no gap."""
    if cell_len(line[start:]) <= room:
        return None
    inside = start + len(line[start:]) - len(line[start:].lstrip())
    gaps = list(_GAP.finditer(line, inside))
    soon = [gap for gap in gaps if cell_len(line[start : gap.start()]) <= room]
    parting = [gap for gap in soon if len(gap[0]) >= COLUMNS]
    return next(reversed(parting or soon or gaps[:1]), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
