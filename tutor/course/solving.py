"""The blocks of code in the last hints that solve a lesson: marked "```python solve", put into the stub where it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutor.course.prose import Prose

FENCE = "```python solve"
LAST_HINT = "3"

_BLOCK = re.compile(rf"^{FENCE}\n(.*?)^```$", re.M | re.S)
_OPEN = re.compile(r"^( *)raise NotImplementedError\b.*$", re.M)


def solving_blocks(prose: Prose) -> tuple[str, ...]:
    """The marked code of each last hint, in the order of the file."""
    return tuple(block for hint in prose.of("Hint") if hint.key == LAST_HINT for block in _BLOCK.findall(hint.body))


def open_places(stub: str) -> int:
    """How many places of a stub are left open."""
    return len(_OPEN.findall(stub))


def filled_in(stub: str, blocks: Sequence[str]) -> str:
    """The stub with one block in each open place, at its indentation; what is left over, such as the new definitions of a
    lesson whose stub runs already, comes at the end."""
    left = iter(blocks)
    text = _OPEN.sub(lambda place: _indented(next(left, ""), place[1]) or place[0], stub)
    return "\n\n".join([text, *left])


def _indented(block: str, indent: str) -> str:
    return "\n".join(_lines(block, indent)).rstrip()


def _lines(block: str, indent: str) -> Iterator[str]:
    for line in block.splitlines():
        yield indent + line if line.strip() else ""
