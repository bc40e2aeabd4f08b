"""What would change if one text took another's place, line by line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

LIMIT = 4000
"""Lines of both texts together; comparing more can take longer than one waits."""

_AROUND = 3  # lines of what stays, around each change


class Line(NamedTuple):
    """`sign`: "+" for a line that comes, "-" for one that goes, " " for one that stays, "⋯" for lines left out."""

    sign: str
    text: str = ""


def difference(present: str, other: str) -> tuple[Line, ...] | None:
    """The lines that change when `other` replaces `present`, with a few around them; nothing for equal texts.

    None where they are too long to be compared.
    """
    old, new = present.splitlines(), other.splitlines()
    if len(old) + len(new) > LIMIT:
        return None
    found: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        if found or group[0][1]:
            found.append(Line("⋯"))
        found += (line for step in group for line in _lines(step, old, new))
    return tuple(found)


def _lines(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Line]:
    kind, start, end, first, last = step
    if kind == "equal":
        yield from (Line(" ", text) for text in old[start:end])
        return
    yield from (Line("-", text) for text in old[start:end])
    yield from (Line("+", text) for text in new[first:last])
