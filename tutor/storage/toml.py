"""Change one value of a TOML file and leave every other character alone, comments above all.

The document is cut into statements (a `[header]`, or `key = value` over one or more lines) by asking the
standard parser where each is complete. Every edit is verified: the new text must parse to the old document
with that one value changed, so that an intricate file is refused rather than spoilt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TypeAlias

Trail: TypeAlias = tuple[str, ...]
"""The keys that lead to a value, from the outermost."""

_TOKEN = re.compile(r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|=''', re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class NotToml(Exception):
    """The text is no TOML; the parser's own sentence, which names line and column."""


class TooIntricate(Exception):
    """The value is spelled in a way that is not edited safely."""


class _Float(str):
    """A float as it is spelled: compared so, nan equals nan and 1.0 is not 1.00."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines `start` to `end` (exclusive, from 0). A header's trail is its table; a value's, the whole way to it."""

    start: int
    end: int
    trail: Trail
    value: Any = None
    header: bool = False


def parse(text: str) -> dict[str, Any]:
    """The document as plain values. Raises `NotToml`."""
    if not text.strip():  # no settings: the usual case, and it spares the parser's import
        return {}
    import tomllib

    try:
        return tomllib.loads(text, parse_float=_Float)
    except (ValueError, RecursionError) as error:
        raise NotToml(str(error)) from error


def line_of(text: str, trail: Trail) -> int | None:
    """The line, from 1, where the value at `trail` is set; None if it is not."""
    found = [one for one in statements(_LINE.findall(text)) if one.trail == trail[: len(one.trail)]]
    best = max(found, key=lambda one: (len(one.trail), not one.header), default=None)
    return None if best is None else best.start + 1


def set_value(text: str, trail: Trail, value: Any) -> str:
    """The text with the value at `trail` (`key`, or `table, key`) set. Raises `NotToml`, `TooIntricate`."""
    wanted = _with(parse(text), trail, value)
    lines = _LINE.findall(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    found = list(statements(lines))
    edited = "".join(_replaced(lines, found, trail, value) or _inserted(lines, found, trail, value))
    if _parse_own(edited) != wanted:
        raise TooIntricate(trail)
    return edited


def statements(lines: Sequence[str]) -> Iterator[Statement]:
    """The statements of a valid document, in order."""
    table: Trail = ()
    start = 0
    while start < len(lines):
        if not lines[start].strip() or lines[start].lstrip().startswith("#"):
            start += 1
            continue
        end, document = _complete(lines, start)
        if lines[start].lstrip().startswith("["):
            table = _header_trail(document)
            yield Statement(start, end, table, header=True)
        else:
            own = _own_trail(lines[start])
            yield Statement(start, end, table + own, _value_at(document, own))
        start = end


def _complete(lines: Sequence[str], start: int) -> tuple[int, dict[str, Any]]:
    """Where the statement that begins at `start` ends, and what it says alone."""
    for end in range(start + 1, len(lines) + 1):
        try:
            return end, parse("".join(lines[start:end]))
        except NotToml:
            continue
    raise NotToml(lines[start].strip())


def _header_trail(document: Any) -> Trail:
    """The table that a header opens; one of an array of tables gets a trail that no value asks for."""
    trail: Trail = ()
    while isinstance(document, dict) and document:
        (key, document) = next(iter(document.items()))
        trail += (key,)
    return (*trail, "[]") if isinstance(document, list) else trail


def _own_trail(line: str) -> Trail:
    document: Any = parse(line[: _equals(line)] + "= 0")
    trail: Trail = ()
    while isinstance(document, dict):
        (key, document) = next(iter(document.items()))
        trail += (key,)
    return trail


def _equals(statement: str) -> int:
    return next(token.start() for token in _TOKEN.finditer(statement) if token[0] == "=")


def _value_at(document: Any, trail: Trail) -> Any:
    for key in trail:
        document = document[key]
    return document


def _with(document: dict[str, Any], trail: Trail, value: Any) -> dict[str, Any]:
    """The document with one value changed."""
    key, *rest = trail
    if not rest:
        return {**document, key: value}
    inner = document.get(key, {})
    if not isinstance(inner, dict):
        raise TooIntricate(trail)
    return {**document, key: _with(inner, tuple(rest), value)}


def _parse_own(text: str) -> dict[str, Any]:
    try:
        return parse(text)
    except NotToml as error:
        raise TooIntricate(str(error)) from error


def _replaced(lines: list[str], found: list[Statement], trail: Trail, value: Any) -> list[str] | None:
    """The lines with the statement that sets the value rewritten; None if there is none."""
    for one in found:
        if one.header or one.trail != trail[: len(one.trail)]:
            continue
        whole = value if one.trail == trail else _with(one.value, trail[len(one.trail) :], value)
        return [*lines[: one.start], _rewritten("".join(lines[one.start : one.end]), whole), *lines[one.end :]]
    return None


def _rewritten(statement: str, value: Any) -> str:
    """The statement with another value; comments inside the old value move above it."""
    equals = _equals(statement)
    comments = [token for token in _TOKEN.finditer(statement) if token[0].startswith("#")]
    trailing = ""
    if comments and comments[-1].end() == len(statement.rstrip("\n")):
        last = comments.pop()
        gap = re.search(r"[ \t]*$", statement[: last.start()])
        trailing = (gap[0] if gap else "") + last[0]
    indent = statement[: len(statement) - len(statement.lstrip())]
    above = "".join(f"{indent}{comment[0]}\n" for comment in comments)
    return f"{above}{statement[:equals].rstrip()} = {_spell(value)}{trailing}\n"


def _inserted(lines: list[str], found: list[Statement], trail: Trail, value: Any) -> list[str]:
    """The lines with a new statement, beside its kin where there are any."""
    *table, key = trail
    kin = [one for one in found if one.trail[: len(table)] == tuple(table)]
    spelled = f"{_spell_key(key)} = {_spell(value)}\n"
    if not table:
        return _at_top(lines, found, spelled)
    if any(one.header and one.trail == tuple(table) for one in found):
        last = _section(found, tuple(table))[-1]
        return [*lines[: last.end], spelled, *lines[last.end :]]
    if kin and not kin[-1].header:  # spelled `keys.check = ...`: a header [keys] beside it would be an error
        dotted = f"{_spell_key(table[0])}.{spelled}"
        return [*lines[: kin[-1].end], dotted, *lines[kin[-1].end :]]
    gap = ["\n"] if lines else []
    return [*lines, *gap, f"[{_spell_key(table[0])}]\n", spelled]


def _section(found: list[Statement], table: Trail) -> list[Statement]:
    """The statements of a table, its header first."""
    first = next(index for index, one in enumerate(found) if one.header and one.trail == table)
    rest = takewhile(lambda one: not one.header, found[first + 1 :])
    return [found[first], *rest]


def _at_top(lines: list[str], found: list[Statement], spelled: str) -> list[str]:
    """Before the first header, and before the comment that belongs to it."""
    top = list(takewhile(lambda one: not one.header, found))
    if top:
        place = top[-1].end
    elif found:
        place = found[0].start
        while place and lines[place - 1].lstrip().startswith("#"):
            place -= 1
    else:
        place = len(lines)
    return [*lines[:place], spelled, *lines[place:]]


def _spell_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _spell(value: Any) -> str:
    """A value in TOML, which for printable strings agrees with JSON."""
    if type(value) is dict:
        return "{ " + ", ".join(f"{_spell_key(key)} = {_spell(one)}" for key, one in value.items()) + " }"
    if type(value) is list:
        return "[" + ", ".join(_spell(one) for one in value) + "]"
    if type(value) in (bool, int, str):
        return json.dumps(value, ensure_ascii=False)
    raise TooIntricate(value)
