"""A None that comes of a method which changes something in place, and gives nothing back."""

from __future__ import annotations

import ast
from types import ModuleType, TracebackType
from typing import Any

import numpy as np

from tutor.judge.child.looking import ValueOf

_isinstance = isinstance


IN_PLACE = ("reverse", "sort", "append", "extend", "insert", "update", "clear", "fill", "shuffle")
CHANGED = (list, dict, set, np.ndarray, np.random.Generator, np.random.RandomState)  # what has such methods


def method_in_place(trace: TracebackType, held: list[list[str]], source: str, value_of: ValueOf) -> str:
    """The method, of those that change something in place and return None, whose result a name or the expression is."""
    empty, frame = {name for name, kind, _ in held if kind == "None"}, trace.tb_frame
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    here = trace.tb_lineno
    far = {inner for node in ast.walk(tree) if _is_elsewhere(node, here) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Assign([target], ast.Call(ast.Attribute(owner, method))) if method in IN_PLACE:
                near = _isinstance(target, ast.Attribute) or node not in far
                if near and ast.unparse(target) in empty and _changes(owner, value_of(owner, frame)):
                    return method
            case ast.For(_, ast.Call(ast.Attribute(owner, method))) if node.lineno == here and method in IN_PLACE:
                return method if _changes(owner, value_of(owner, frame)) else ""
    return ""


def _is_elsewhere(node: Any, line: int) -> bool:
    """Whether it is a function in which the line does not stand."""
    return _isinstance(node, ast.FunctionDef) and not node.lineno <= line <= (node.end_lineno or 0)


def _changes(owner: ast.expr, value: Any) -> bool:
    """Whether it is one of Python's or NumPy's, and not an object whose `update` is somebody's own."""
    return _isinstance(value, CHANGED) or _isinstance(value, ModuleType) or _is_list(owner)


def _is_list(node: ast.expr) -> bool:
    return _isinstance(node, ast.List) or (_isinstance(node, ast.Call) and ast.unparse(node).startswith(("list(", "np.")))
