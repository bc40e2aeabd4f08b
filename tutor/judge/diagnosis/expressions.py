"""The expression that failed, as far as a rule about an exception looks into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from tutor.model import Held, Scene


def of_kind(scene: Scene, *kinds: str) -> Iterator[Held]:
    """What the longest names of the expression held comes first: `self.x` before `self`."""
    yield from sorted((one for one in scene.held if one.kind in kinds), key=lambda one: -len(one.name))


def callee_of(scene: Scene) -> str:
    """`np.zeros` of `np.zeros(x)`."""
    match = re.match(r"([A-Za-z_][\w.]*)\(", scene.code)
    return match[1] if match else ""


def arguments_of(scene: Scene) -> str:
    return scene.code[len(callee_of(scene)) + 1 : -1]


def parsed(code: str) -> Any:
    """The statement that an expression is; None where it is none."""
    try:
        return ast.parse(code.strip()).body[0]
    except (SyntaxError, IndexError, ValueError):
        return None


def operands_of(code: str) -> set[str]:
    """What the outermost operation of an expression works on, as it is written; of a name, the name itself."""
    match parsed(code):
        case ast.Expr(ast.BinOp(left, _, right) | ast.Compare(left, _, [right])) | ast.AugAssign(left, _, right):
            return {ast.unparse(left), ast.unparse(right)}
        case ast.Expr(ast.UnaryOp(_, value) | ast.Subscript(value, _) | ast.Attribute(value, _)):
            return {ast.unparse(value)}
        case ast.Expr(ast.Call(function, given, _)):
            owner = {ast.unparse(function.value)} if isinstance(function, ast.Attribute) else {ast.unparse(function)}
            return owner | {ast.unparse(one) for one in given}
        case ast.Expr(ast.Name() | ast.Attribute() as value):
            return {ast.unparse(value)}
        case ast.Assign(_, value) | ast.For(_, value):
            return {ast.unparse(value)}
    return set()


def count_of(code: str) -> int:
    """How many arguments a call has by their place; -1 where some are named, or it is no call."""
    match parsed(code):
        case ast.Expr(ast.Call(_, given, [])):
            return len(given)
    return -1


def listed(scene: Scene, key: str) -> list[str]:
    return dict(scene.facts).get(key, "").split(", ")
