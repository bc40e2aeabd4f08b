"""Changes of functions within functions: names that they hide, and names that they look up too late."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.judge.mending.costs import COMMON, LIKELY
from tutor.judge.mending.edits import Edit, Text, brief


def edits(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """Every change of a function within this one."""
    names = {argument.arg for argument in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Lambda):
            yield from _hidden(text, node, names)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            for inner in ast.walk(node):
                if isinstance(inner, ast.FunctionDef | ast.Lambda):
                    yield from _bound_late(text, inner, node.target.id)


def _hidden(text: Text, inner: ast.Lambda, names: set[str]) -> Iterator[Edit]:
    """An argument that bears a name of the function around it, of which the lambda then sees nothing."""
    for argument in inner.args.args:
        if argument.arg in names and _mentions(inner.body, argument.arg):
            code, around = brief(text.source(text.span(inner))), text.lines_around(inner)
            yield Edit("hidden", inner.lineno, ((_span(text, argument), "_"),), LIKELY, code, argument.arg, around)


def _bound_late(text: Text, inner: ast.FunctionDef | ast.Lambda, name: str) -> Iterator[Edit]:
    """A loop's variable, looked up when the function is called: by then the loop is over."""
    given = inner.args.args
    bodies = [inner.body] if isinstance(inner, ast.Lambda) else inner.body
    if not given or inner.args.defaults or name in {one.arg for one in given} or not any(_mentions(b, name) for b in bodies):
        return
    place = _span(text, given[-1])[1]
    title = "lambda" if isinstance(inner, ast.Lambda) else inner.name
    around = (inner.lineno, inner.end_lineno or inner.lineno)
    yield Edit("bound-late", inner.lineno, (((place, place), f", {name}={name}"),), COMMON, title, name, around)


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _span(text: Text, argument: ast.arg) -> tuple[int, int]:
    assert argument.end_col_offset is not None
    start = text.starts[argument.lineno - 1]
    return start + argument.col_offset, start + argument.end_col_offset
