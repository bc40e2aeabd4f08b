"""Changes of the way in which a number is rounded, which leave it rounded."""

from __future__ import annotations

import ast

from tutor.judge.mending.edits import Edit, Text

ROUNDING = frozenset({"int", "round", "floor", "ceil", "rint", "trunc"})


def only_rounds(text: Text, edit: Edit) -> bool:
    """Whether a change takes a rounding off, or puts another in its place, within a second one: `int(round(x))`."""
    spans = {span for span, _ in edit.splices}
    calls = (node for node in ast.walk(text.tree) if isinstance(node, ast.Call) and text.span(node) in spans)
    return any(_rounds(node) and _rounds(text.parents.get(node)) for node in calls)


def _rounds(node: ast.AST | None) -> bool:
    match node:
        case ast.Call(ast.Attribute(_, name) | ast.Name(name)):
            return name in ROUNDING
    return False
