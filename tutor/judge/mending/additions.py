"""What may be missing from a whole value: a sign, a number, a function around it, a factor or a term."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.judge.mending.costs import COMMON, FAR, LIKELY, MISSING, RARE
from tutor.judge.mending.scopes import Scope, named

WRAPS = ("np.exp", "np.log", "np.sqrt", "np.abs", "np.square", "np.sum", "np.mean", "len", "np.argmax", "reversed")
UNDONE = {("np.log", "exp"), ("np.exp", "log"), ("np.sqrt", "square"), ("np.square", "sqrt")}


def of_whole(value: ast.expr, scope: Scope) -> Iterator[tuple[int, ast.expr]]:
    """What is missing from a whole value: a sign, a number, a function around it, a factor or a term."""
    if isinstance(value, ast.Compare):  # a square of it is a number by chance
        yield MISSING, ast.BinOp(ast.Constant(1), ast.Sub(), value)
        return
    yield LIKELY, ast.UnaryOp(ast.USub(), value)
    for cost, number in ((COMMON, 2), (RARE, 3)):
        yield cost, ast.BinOp(value, ast.Mult(), ast.Constant(number))
        yield cost, ast.BinOp(value, ast.Div(), ast.Constant(number))
    yield COMMON, ast.BinOp(value, ast.Pow(), ast.Constant(2))
    yield MISSING, ast.BinOp(ast.Constant(1), ast.Sub(), value)
    if not _is_written_out(value):
        yield COMMON, ast.Attribute(value, "T")
    yield from ((MISSING, ast.Call(named(call), [value], [])) for call in (*scope.calls, *WRAPS) if _is_new(call, value))
    for name in scope.all:
        for cost, code in ((MISSING, name), (RARE, f"(1 - {name})"), (RARE, f"len({name})"), (FAR, f"(1 - {name}**2)")):
            joins: tuple[type[ast.operator], ...] = (ast.Mult, ast.Div, ast.Add, ast.Sub)
            for join in joins if code == name else joins[:2]:
                yield cost, ast.BinOp(value, join(), named(code))


def _is_written_out(value: ast.expr) -> bool:
    """Numbers in rows, which nobody would write only to turn them round."""
    return any(isinstance(node, ast.List | ast.Tuple | ast.Dict) for node in ast.walk(value))


def _is_new(call: str, value: ast.expr) -> bool:
    """A call that undoes another one is nobody's slip: that one would be left out."""
    inner = value.func if isinstance(value, ast.Call) else None
    return (call, getattr(inner, "attr", getattr(inner, "id", ""))) not in UNDONE
