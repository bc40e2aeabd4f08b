"""A None that the statement itself was to give a value: added to with `+=`, or filled between square brackets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_isinstance, _str = isinstance, str


def describe_reread(error: Any, own: TracebackType | None, source: str) -> dict[str, str]:
    """rereads: what the statement at the line reads and then sets. fills: what it puts something into.

    Only of what no other statement gives anything but None.
    """
    if own is None or "NoneType" not in _str(error)[:300]:
        return {}
    tree = ast.parse(source)
    found = [node for node in ast.walk(tree) if _is_at(node, own.tb_lineno)]
    told = dict(_of_statement(found[0])) if len(found) == 1 else {}
    return {key: ast.unparse(node)[:80] for key, node in told.items() if not _is_given(node, found[0], tree)}


def _is_at(node: ast.AST, line: int) -> bool:
    if not _isinstance(node, ast.Assign | ast.AugAssign):
        return False
    statement: Any = node
    return bool(statement.lineno <= line <= (statement.end_lineno or 0))


def _of_statement(statement: Any) -> Iterator[tuple[str, Any]]:
    targets = statement.targets if _isinstance(statement, ast.Assign) else [statement.target]
    read = {ast.unparse(node) for node in ast.walk(statement.value) if _isinstance(node, ast.Name | ast.Attribute)}
    for target in targets:
        if _isinstance(target, ast.Subscript):
            yield "fills", target.value
        elif _isinstance(target, ast.Name | ast.Attribute) and (
            _isinstance(statement, ast.AugAssign) or ast.unparse(target) in read
        ):
            yield "rereads", target


def _is_given(name: Any, here: Any, tree: ast.AST) -> bool:
    """Whether another statement, or a call, may give it a value: of an attribute, of any object's."""
    apart = set(ast.walk(here))
    for node in ast.walk(tree):
        apart |= _giving_nothing(node)
    return any(_gives(node, name) for node in ast.walk(tree) if node not in apart)


def _giving_nothing(node: Any) -> set[Any]:
    """Targets of `+=`, and of an assignment of None, also of one in a pair."""
    match node:
        case ast.AugAssign(target):
            return {target}
        case ast.Assign(targets, ast.Constant(None)):
            return set(targets)
        case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if len(targets) == len(values):
            pairs: list[Any] = [*zip(targets, values, strict=True)]
            return {target for target, value in pairs if _isinstance(value, ast.Constant) and value.value is None}
    return set()


def _gives(node: Any, name: Any) -> bool:
    match node, name:
        case ast.Attribute(_, one, ast.Store()), ast.Attribute(_, other):
            return bool(one == other)
        case ((ast.Name(one, ast.Store()) | ast.arg(one)), ast.Name(other)):
            return bool(one == other)
    return False
