"""What would change if one text took another's place; in which lines one does what the other does not. Pure."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
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


def own_lines(text: str, other: str) -> frozenset[int]:
    """Lines of a Python text, from 1, that do something which `other` does not do in that place. Blanks, comments and
    docstrings do nothing. None at all where the texts are too long to be compared, or are no Python."""
    if text.count("\n") + other.count("\n") > LIMIT:
        return frozenset()
    try:
        mine, theirs = _doing(text), _doing(other)
    except (SyntaxError, tokenize.TokenError):
        return frozenset()
    steps = SequenceMatcher(None, list(mine.values()), list(theirs.values()), autojunk=False).get_opcodes()
    lines = list(mine)
    return frozenset(line for kind, start, end, *_ in steps if kind != "equal" for line in lines[start:end])


_SILENT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip


def _doing(text: str) -> dict[int, str]:
    """What each line does, by its number: its tokens, however they are spaced."""
    found: dict[int, list[str]] = {}
    for statement in _statements(text):
        if not all(token.type == tokenize.STRING for token in statement):  # a docstring
            for line, tokens in groupby(statement, lambda token: token.start[0]):
                found.setdefault(line, []).extend(token.string for token in tokens)
    return {line: " ".join(tokens) for line, tokens in found.items()}


def _statements(text: str) -> Iterator[Sequence[tokenize.TokenInfo]]:
    statement: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _SILENT:
            statement.append(token)
        elif token.type == tokenize.NEWLINE and statement:
            yield statement
            statement = []
