"""An index that points past an end: which one, of what, and how many there are. Nothing of the learner's is run for it."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from tutor.judge.child.looking import ValueOf

MOST = 1 << 20  # elements of an index that are looked through
_OUT = re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)")
_MANY = re.compile(r"array is (\d+)-dimensional, but (\d+) were indexed")
_SEQUENCE = ("list index out of range", "tuple index out of range", "string index out of range")
_STORE = "list assignment index out of range"
_SIGNS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_index(error: BaseException, code: str, frame: FrameType | None, value_of: ValueOf) -> dict[str, str]:
    """Facts about an IndexError of the subscript `code`; empty where they do not agree with what the exception says.

    number, size, axis, and how many axes there are; owner: what is indexed; index: what holds the number, as it is written.
    """
    if not _isinstance(error, IndexError) or frame is None:
        return {}
    node: Any = _subscript(code)
    if node is None:
        return {}
    said = _str(error)[:500]
    owner = value_of(node.value, frame)
    if found := _OUT.match(said):
        return _of_array(node, owner, [*map(int, found.groups())], lambda one: whole_number(one, frame, value_of))
    if found := _MANY.search(said):
        return {"owner": _code(node.value), "axes": found[1], "count": found[2], "shape": _shape_of(owner, int(found[1]))}
    if said in (*_SEQUENCE, _STORE):
        return _of_sequence(node, owner, whole_number(node.slice, frame, value_of), said == _STORE)
    return {}


def _subscript(code: str) -> Any:
    try:
        node: Any = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return None
    return node if _isinstance(node, ast.Subscript) else None


def _code(node: ast.expr) -> str:
    return ast.unparse(node)[:60]


def _shape_of(owner: Any, axes: int) -> str:
    return _str(owner.shape)[:60] if _isinstance(owner, np.ndarray) and owner.ndim == axes else ""


def _of_array(node: ast.Subscript, owner: Any, said: list[int], whole: Callable[[ast.expr], Any]) -> dict[str, str]:
    number, axis, size = said
    known = _isinstance(owner, np.ndarray) and owner.ndim > axis and owner.shape[axis] == size
    if owner is not None and not known:
        return {}
    index = _index_of(node.slice, number, axis, whole)
    told = {"owner": _code(node.value), "number": _str(number), "axis": _str(axis), "size": _str(size)}
    return told | {"axes": _str(owner.ndim) if known else ""} | index


def _index_of(given: ast.expr, number: int, axis: int, whole: Callable[[ast.expr], Any]) -> dict[str, str]:
    """The one of the indices in the place of that axis, if its value is known to be the number, or to hold it."""
    whole_index: Any = given
    parts: list[Any] = whole_index.elts if _isinstance(given, ast.Tuple) else [given]
    if any(_isinstance(part, ast.Constant) and part.value in (None, ...) for part in parts) or _len(parts) <= axis:
        return {}
    value = whole(parts[axis])
    if _isinstance(value, np.ndarray):
        fits = value.dtype.kind in "iu" and value.size <= MOST and bool((value == number).any())
        return {"index": _code(parts[axis]), "many": "yes"} if fits else {}
    return {"index": _code(parts[axis])} if value == number and value is not None else {}


def _of_sequence(node: ast.Subscript, owner: Any, number: Any, stored: bool) -> dict[str, str]:
    """Of a list, a tuple or a text, which say only that it was out of range: told where both lengths are known."""
    size = _len(owner) if _type(owner) in (list, tuple, _str) else None
    if size is None or _type(number) is not int or -size <= number < size:
        return {}
    told = {"owner": _code(node.value), "number": _str(number), "size": _str(size), "index": _code(node.slice)}
    return told | {"kind": _type(owner).__name__, "stored": "yes" * stored}


def whole_number(node: ast.expr, frame: FrameType, value_of: ValueOf) -> Any:
    """The whole number, or the array of them, that an index is; None for what cannot be told without running it."""
    match node:
        case ast.Constant(value) if _type(value) is int:
            return value
        case ast.UnaryOp(ast.USub(), operand):
            inner = whole_number(operand, frame, value_of)
            return -inner if _type(inner) is int else None
        case ast.BinOp(left, sign, right) if _type(sign) in _SIGNS:
            one, other = whole_number(left, frame, value_of), whole_number(right, frame, value_of)
            return _SIGNS[_type(sign)](one, other) if _type(one) is _type(other) is int else None
        case ast.Name() | ast.Attribute():
            held = value_of(node, frame)
            if _isinstance(held, np.integer):
                return int(held)
            return held if _type(held) is int or _type(held) is np.ndarray else None
    return None
