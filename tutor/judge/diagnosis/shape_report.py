"""The shape report: operands of a line whose shapes do not fit, with symbols and with the axes that disagree.

x (N=3, >D=4<), W.T (>M=5<, D=4)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.model import Crash

_PRODUCT = ("core dimension", "not aligned")
_ENTRY = re.compile(r"\[['\"](\w+)['\"]\]$")
_MARKED = ">{}<"

Axes = frozenset[int]
Operand = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ShapeError(Crash):
    """`code` failed; `operands`: name and shape of each array in it that has a name."""

    code: str = ""
    operands: tuple[Operand, ...] = ()


def shape_report(operands: Sequence[Operand], error: str, shapes: Mapping[str, str]) -> tuple[str, bool]:
    """The operands as one line, and whether axes are marked in it.

    error: what NumPy said. shapes: variable -> symbols of the lesson, such as "W": "(D, M)".
    """
    symbols = _drop_unless_consistent(operands, [_symbols(operand, shapes) for operand in operands])
    marks = find_disagreeing(operands, error)
    told = [_show(*one) for one in zip(operands, symbols, marks, strict=True)]
    return ", ".join(told), any(marks)


def find_disagreeing(operands: Sequence[Operand], error: str) -> list[Axes]:
    """Of each operand the axes that keep two of them from being multiplied, added, ...; counted from the front."""
    nothing: list[Axes] = [frozenset()] * len(operands)
    if len(operands) != 2 or not all(shape for _, shape in operands):
        return nothing
    (_, left), (_, right) = operands
    if any(sign in error for sign in _PRODUCT):
        inner = max(len(right) - 2, 0)
        return nothing if left[-1] == right[inner] else [frozenset({len(left) - 1}), frozenset({inner})]
    if "broadcast" in error:
        return _find_unstretchable(left, right)
    return nothing


def _find_unstretchable(left: tuple[int, ...], right: tuple[int, ...]) -> list[Axes]:
    """Broadcasting aligns the last axes; two sizes fit if they are equal or one of them is 1."""
    pairs = enumerate(zip(left[::-1], right[::-1], strict=False), 1)
    behind = [number for number, (one, other) in pairs if one != other and 1 not in (one, other)]
    return [frozenset(len(shape) - number for number in behind) for shape in (left, right)]


def _symbols(operand: Operand, shapes: Mapping[str, str]) -> list[str]:
    """Of `self.W.T` those of W, turned round, of `params['W']` those of W; empty where the lesson says nothing that fits."""
    name, shape = operand
    parts = name.split(".")
    turned = parts[-1] == "T"
    part = parts[-2] if turned and len(parts) > 1 else parts[-1]
    entry = _ENTRY.search(part)
    told = shapes.get(entry[1] if entry else part, "")
    symbols = [symbol.strip() for symbol in told.strip("()").split(",") if symbol.strip()]
    if len(symbols) != len(shape):
        return []
    return symbols[::-1] if turned else symbols


def _drop_unless_consistent(operands: Sequence[Operand], symbols: list[list[str]]) -> list[list[str]]:
    """None at all if one symbol would have two sizes: then some name does not hold what the lesson means by it."""
    sizes: dict[str, int] = {}
    for (_, shape), names in zip(operands, symbols, strict=True):
        if any(sizes.setdefault(name, size) != size for name, size in zip(names, shape, strict=False)):
            return [[] for _ in operands]
    return symbols


def _show(operand: Operand, symbols: list[str], marked: Axes) -> str:
    name, shape = operand
    sizes = [f"{s}={n}" if s != str(n) else s for s, n in zip(symbols, shape, strict=True)] if symbols else map(str, shape)
    told = [_MARKED.format(size) if axis in marked else size for axis, size in enumerate(sizes)]
    return f"{name} ({', '.join(told)}{',' if len(told) == 1 else ''})"
