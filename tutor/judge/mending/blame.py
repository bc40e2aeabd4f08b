"""Whether a line is to blame, where another value in it makes the text right: what it is made of has to be right before.

Any wrong answer is cured by another value at its end. That tells where the fault is only if what the line reads is known to
be right: it is what the model answer computes too, or the right value itself is made of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.judge.mending.edits import Text, walk

Made = ast.Assign | ast.AugAssign | ast.For | ast.Expr


def is_to_blame(text: Text, function: ast.FunctionDef, value: ast.expr, right: ast.expr, twin: ast.FunctionDef) -> bool:
    """Of a value that sets all right as `right`: whether no line before it may be at fault instead, and one might have been.

    twin: the model answer's function in the learner's names.
    """
    made = _made(text, function)
    read = _roots(value) & made.keys()
    theirs = {ast.dump(node) for node in walk(twin)}
    doubted = [root for root in read - _roots(right) if not all(_is_known(one, function, theirs) for one in made[root])]
    explained = {node for node in walk(function) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    statements = sum(isinstance(node, ast.Return | Made) and node not in explained for node in walk(function))
    return not doubted and (bool(read) or statements > 1)


def _made(text: Text, function: ast.FunctionDef) -> dict[str, list[Made]]:
    """Each name that the function makes, and each that any method keeps on self, with the statements that do so."""
    found: dict[str, list[Made]] = {}
    inside = dict.fromkeys(walk(function))
    for node in (*inside, *(n for n in ast.walk(text.tree) if isinstance(n, Made))):
        if isinstance(node, Made):
            for root in _set_by(node):
                if (root.startswith("self.") or node in inside) and node not in found.get(root, []):
                    found.setdefault(root, []).append(node)
    return found


def _set_by(node: Made) -> Iterator[str]:
    match node:
        case ast.Assign(targets):
            yield from (root for target in targets for root in _targets(target))
        case ast.AugAssign(target) | ast.For(target):
            yield from _targets(target)
        case ast.Expr(ast.Call(ast.Attribute(owner))):
            yield from _targets(owner)


def _targets(target: ast.expr) -> Iterator[str]:
    """The names, or `self.name`, that a target changes: of `self.v[key]` that is self.v."""
    match target:
        case ast.Tuple(parts) | ast.List(parts):
            yield from (root for part in parts for root in _targets(part))
        case ast.Subscript(owner) | ast.Starred(owner):
            yield from _targets(owner)
        case ast.Attribute(ast.Name("self"), name):
            yield f"self.{name}"
        case ast.Attribute(owner):
            yield from _targets(owner)
        case ast.Name(name) if name != "self":
            yield name


def _roots(value: ast.expr) -> set[str]:
    """The names that an expression reads, and what it reads of self."""
    kept = {f"self.{n.attr}" for n in ast.walk(value) if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "self"}
    return kept | {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}


def _is_known(one: Made, function: ast.FunctionDef, theirs: set[str]) -> bool:
    """Whether a statement is one of the model answer's, or takes what came as it came. theirs: those, dumped."""
    if ast.dump(one) in theirs:
        return True
    match one:
        case ast.Assign([ast.Name()], ast.Constant()):
            return False
        case ast.Assign([ast.Name()], ast.Call(ast.Name(), arguments, [])):
            own = [argument.arg for argument in function.args.args]
            asked = [argument.id for argument in arguments if isinstance(argument, ast.Name)]
            return ast.dump(one.value) in theirs or asked == own[: len(arguments)]
        case ast.Assign([ast.Name()], value):
            return ast.dump(value) in theirs
        case ast.Assign([ast.Attribute(ast.Name("self"), kept)], ast.Name(name)):
            return kept == name
    return False
