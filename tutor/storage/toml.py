"""Change one value of a TOML file and leave every other character alone, comments above all.

Every edit is verified: the new text must parse to the old document with that one value changed, so that an
intricate file is refused rather than spoilt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:  # tomlkit is imported by the first change: no start pays for it
    from collections.abc import MutableMapping

    from tomlkit.items import Item, Key, Table

    Section: TypeAlias = MutableMapping[str, Any]
    Body: TypeAlias = list[tuple[Key | None, Item]]

Trail: TypeAlias = tuple[str, ...]
"""The keys that lead to a value, from the outermost."""

Value: TypeAlias = bool | int | str | list[str]
"""What a setting may hold."""

_TOKEN = re.compile(r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*''', re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


LONGEST, WIDEST, MOST_DOTS = 64 << 10, 4000, 60  # characters of a document and of a line; dots in a line
MOST_LINES = 300  # in which the place of a value is looked for


class NotToml(Exception):
    """The text is no TOML; the parser's own sentence, which names line and column."""


class TooIntricate(Exception):
    """The value is spelled in a way that is not edited safely."""


class _Float(str):
    """A float as it is spelled: compared so, nan equals nan and 1.0 is not 1.00."""


def parse(text: str) -> dict[str, Any]:
    """The document as plain values. Raises `NotToml`."""
    if not text.strip():  # no settings: the usual case, and it spares the parser's import
        return {}
    import tomllib

    _refuse_slow(text)
    try:
        return tomllib.loads(text, parse_float=_Float)
    except RecursionError as error:
        raise NotToml("it is nested too deeply") from error
    except ValueError as error:
        raise NotToml(str(error)) from error


def _refuse_slow(text: str) -> None:
    """The time that a.a.a takes grows with the square of its length."""
    if len(text) > LONGEST:
        raise NotToml(f"it is longer than {LONGEST >> 10} KiB")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > WIDEST or line.count(".") > MOST_DOTS:
            raise NotToml(f"line {number} is longer than any setting")


def line_of(text: str, trail: Trail) -> int | None:
    """The line, from 1, where the value at `trail` is set, or the nearest table around it; None if neither is.

    Not looked for in a text of very many lines.
    """
    if text.count("\n") > MOST_LINES:
        return None
    depth, found, start = 0, None, 1
    for end, beginning in _beginnings(text):
        reached = _depth(beginning, trail)
        if reached > depth:
            depth, found = reached, start
        start = end + 1
    return found


def _beginnings(text: str) -> list[tuple[int, dict[str, Any]]]:
    """What the first lines say, for each number of lines after which a statement is complete."""
    lines = _LINE.findall(text)
    complete = []
    for end in range(1, len(lines) + 1):
        try:
            complete.append((end, parse("".join(lines[:end]))))
        except NotToml:
            continue
    return complete


def _depth(document: object, trail: Trail) -> int:
    """How many keys of the trail the document has."""
    for depth, key in enumerate(trail):
        if not isinstance(document, dict) or key not in document:
            return depth
        document = document[key]
    return len(trail)


def set_value(text: str, trail: Trail, value: Value) -> str:
    """The text with the value at `trail` (`key`, or `table, key`) set. Raises `NotToml`, `TooIntricate`."""
    wanted = _with(parse(text), trail, value)
    from tomlkit.exceptions import TOMLKitError

    try:
        edited = _edited(text if text.endswith("\n") or not text else f"{text}\n", trail, value)
        if parse(edited) == wanted and sorted(_comments(edited)) == sorted(_comments(text)):
            return edited
    except (TOMLKitError, NotToml, RecursionError) as error:
        raise TooIntricate(trail) from error
    raise TooIntricate(trail)


def _with(document: dict[str, Any], trail: Trail, value: Value) -> dict[str, Any]:
    """The document with one value changed."""
    key, *rest = trail
    if not rest:
        return {**document, key: value}
    inner = document.get(key, {})
    if not isinstance(inner, dict):
        raise TooIntricate(trail)
    return {**document, key: _with(inner, tuple(rest), value)}


def _comments(text: str) -> list[str]:
    return [token[0] for token in _TOKEN.finditer(text) if token[0].startswith("#")]


def _edited(text: str, trail: Trail, value: Value) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    *tables, key = trail
    table: Any = document
    for name in tables:
        if name not in table:
            document.add(name, _new_table(gap=bool(text)))
        table = table[name]
    (_replace if key in table else _insert)(table, key, value)
    return document.as_string()


def _new_table(*, gap: bool) -> Table:
    from tomlkit import table

    made = table()
    made.trivia.indent = "\n" if gap else ""
    return made


def _replace(table: Section, key: str, value: Value) -> None:
    """The value in place of the old one; comments inside the old one move above it."""
    from tomlkit import item
    from tomlkit.items import Comment, Trivia

    comments = _comments(item(table[key]).as_string())
    table[key] = value
    if comments and (body := _body(table)) is not None:
        place = next(at for at, (name, _) in enumerate(body) if name is not None and name.key == key)
        body[place:place] = [(None, Comment(Trivia(comment=comment))) for comment in comments]


def _insert(table: Section, key: str, value: Value) -> None:
    """A new value below its kin, else before the first table and the comment that belongs to it."""
    import tomlkit

    if (body := _body(table)) is None:
        table[key] = value
    else:
        body.insert(_place(body), (tomlkit.key(key), tomlkit.item(value)))


def _body(table: object) -> Body | None:
    """The entries of a table in the order of the file; None for one in braces, or in several pieces."""
    import tomlkit
    from tomlkit.items import Table

    if isinstance(table, Table):
        return table.value.body
    return table.body if isinstance(table, tomlkit.TOMLDocument) else None


def _place(body: Body) -> int:
    from tomlkit.items import AoT, Comment, Table

    own = [at for at, (name, item) in enumerate(body) if name and (name.is_dotted() or not isinstance(item, Table | AoT))]
    if own:
        return own[-1] + 1
    place = next((at for at, (name, _) in enumerate(body) if name), len(body))
    while place and place < len(body) and isinstance(body[place - 1][1], Comment):
        place -= 1
    return place
