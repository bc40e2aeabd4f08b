"""Two texts that each differ from a third in some places, as one text that differs from it in all of them."""

from __future__ import annotations

import ast
import re
from difflib import SequenceMatcher
from typing import NamedTuple

from tutor.judge.mending.edits import Text

_PIECES = re.compile(r"\w+|\n[ ]*|.", re.DOTALL)


class Change(NamedTuple):
    """The pieces `low:high` of a text, and those that stand there instead."""

    low: int
    high: int
    new: tuple[str, ...]

    def touches(self, other: Change) -> bool:
        return (self.low < other.high and other.low < self.high) or self.low == other.low


def pieces(text: str) -> list[str]:
    """Words, signs, and the beginning of each line as one; of what is said in comments and docstrings nothing."""
    return _PIECES.findall(ast.unparse(_Bare().visit(ast.parse(text))))


class _Bare(ast.NodeTransformer):
    """A tree without texts that explain."""

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return ast.Pass() if isinstance(node.value, ast.Constant) else node


def changes(base: list[str], text: str) -> list[Change]:
    """What differs in a text from the pieces of another one."""
    theirs = pieces(text)
    found = SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes()
    return [Change(low, high, tuple(theirs[begin:end])) for kind, low, high, begin, end in found if kind != "equal"]


def merged(base: list[str], one: list[Change], other: list[Change]) -> str | None:
    """The base with both; None where the two meet, or what comes out is no Python. What they have in common is made once."""
    common = set(one) & set(other)
    mine, theirs = (set(changes) - common for changes in (one, other))
    if any(a.touches(b) for a in mine for b in theirs):
        return None
    parts = list(base)
    for change in sorted(common | mine | theirs, reverse=True):
        parts[change.low : change.high] = change.new
    text = "".join(parts)
    return text if Text.parse(text) else None
