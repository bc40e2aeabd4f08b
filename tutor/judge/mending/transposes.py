"""A transpose with its axes in another order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations

from tutor.judge.mending.costs import COMMON, LIKELY, MISSING

OF_IMAGES = (0, 2, 3, 1), (0, 3, 1, 2)  # channels to the end, and back: what convolution asks for
MOST_AXES = 4  # 23 other orders; of five it would be 119


def turned_otherwise(call: ast.Call) -> Iterator[tuple[int, ast.expr]]:
    """`x.transpose(0, 2, 3, 1)` and every other order of its axes, the way back before all others."""
    match call:
        case ast.Call(ast.Attribute(_, "transpose"), [ast.Tuple(parts) as turn] | [_, ast.Tuple(parts) as turn], []):
            for cost, order in _orders(parts):
                yield cost, ast.Call(call.func, [*call.args[: call.args.index(turn)], ast.Tuple(order, ast.Load())], [])
        case ast.Call(ast.Attribute(_, "transpose"), parts, []):
            yield from ((cost, ast.Call(call.func, order, [])) for cost, order in _orders(parts))
        case ast.Call(ast.Attribute(owner, "swapaxes"), [ast.Constant(), ast.Constant()], []):
            turned = ast.Attribute(owner, "transpose")
            for axes in permutations(range(MOST_AXES)):
                cost = COMMON if axes in OF_IMAGES else MISSING
                yield cost, ast.Call(turned, [ast.Constant(axis) for axis in axes], [])


def _orders(parts: Sequence[ast.expr]) -> Iterator[tuple[int, list[ast.expr]]]:
    written = tuple(part.value for part in parts if isinstance(part, ast.Constant) and type(part.value) is int)
    if len(parts) > MOST_AXES or sorted(written) != list(range(len(parts))):
        return
    back = tuple(written.index(axis) for axis in range(len(written)))
    for order in permutations(range(len(written))):
        if order != written:
            yield LIKELY if order == back else MISSING, [ast.Constant(axis) for axis in order]
