"""A part of an array, picked by indices and slices: its view, and what the names between the brackets hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import FrameType
from typing import Any

import numpy as np

from tutor.judge.child.indices import whole_number
from tutor.judge.child.looking import ValueOf

MOST, LONGEST = 6, 160  # names that are told, and the characters of all
_SIGNS = ("could not broadcast input array", "non-broadcastable output operand", "shape mismatch: value array")
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_part(error: BaseException, code: str, frame: FrameType | None, value_of: ValueOf) -> dict[str, str]:
    """Facts about the place into which an array of another shape is put.

    bounds: `down = -1` of each whole number between its brackets. below: whether a slice begins or ends at such a number
    that is less than 0. added: the shape of what is added to it, where that is known.
    """
    if not _isinstance(error, ValueError) or frame is None or not _str(error)[:200].startswith(_SIGNS):
        return {}
    target, value = _target(code)
    if not _isinstance(target, ast.Subscript):
        return {}
    added = value_of(value, frame) if _type(value) in (ast.Name, ast.Attribute) else part_of(value, frame, value_of)
    shape = _str(added.shape) if _type(added) is np.ndarray else ""
    told = {"bounds": _joined(_bounds(target, frame, value_of)), "added": shape}
    return told | {"below": "yes" * any(_ends_below(one, frame, value_of) for one in _parts(target))}


def _target(code: str) -> tuple[Any, Any]:
    try:
        statement: Any = ast.parse(code.strip()).body[0]
    except (SyntaxError, IndexError):
        return None, None
    match statement:
        case ast.AugAssign(target, _, value):
            return target, value
        case ast.Expr(target):
            return target, None
    return None, None


def _parts(node: Any) -> list[Any]:
    """What stands between the brackets, axis by axis."""
    return node.slice.elts if _isinstance(node.slice, ast.Tuple) else [node.slice]


def _bounds(node: Any, frame: FrameType, value_of: ValueOf) -> Iterator[str]:
    names: list[Any] = [one for one in ast.walk(node.slice) if _isinstance(one, ast.Name | ast.Attribute)]
    for name in dict.fromkeys(ast.unparse(one) for one in sorted(names, key=lambda one: one.col_offset)):
        value = whole_number(ast.parse(name, mode="eval").body, frame, value_of)
        if _type(value) is int:
            yield f"`{name} = {value}`"


def _joined(told: Iterator[str]) -> str:
    found = list(told)[:MOST]
    while _len(", ".join(found)) > LONGEST:
        found.pop()
    return ", ".join(found)


def _ends_below(part: Any, frame: FrameType, value_of: ValueOf) -> bool:
    """A slice from or to a number below 0 that a name holds: with a plain number it is meant so."""
    ends = [part.lower, part.upper] if _isinstance(part, ast.Slice) else []
    named = [end for end in ends if end is not None and any(_isinstance(one, ast.Name) for one in ast.walk(end))]
    values = [whole_number(end, frame, value_of) for end in named]
    return any(_type(value) is int and value < 0 for value in values)


def part_of(node: Any, frame: FrameType, value_of: ValueOf) -> Any:
    """The view that whole numbers and slices of them pick from an array with a name; None for anything else."""
    if not _isinstance(node, ast.Subscript):
        return None
    whole = value_of(node.value, frame)
    index = [_picked(part, frame, value_of) for part in _parts(node)]
    known = all(one is not None for one in index)
    try:
        return np.ndarray.__getitem__(whole, tuple(index)) if _type(whole) is np.ndarray and known else None
    except (IndexError, ValueError):  # there is no such part
        return None


def _picked(part: Any, frame: FrameType, value_of: ValueOf) -> Any:
    """An index of one axis; None where it cannot be told."""
    if not _isinstance(part, ast.Slice):
        value = whole_number(part, frame, value_of)
        return value if _type(value) is int else None
    ends = [(end, whole_number(end, frame, value_of)) for end in (part.lower, part.upper, part.step) if end is not None]
    if any(_type(value) is not int for _, value in ends):
        return None
    values = {id(end): value for end, value in ends}
    return slice(*(values.get(id(end)) for end in (part.lower, part.upper, part.step)))
