"""Changes of what is kept from one call to the next: on the object, in a default argument, or by turning a list for good."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tutor.judge.mending.costs import AT_ONCE, COMMON, LIKELY
from tutor.judge.mending.edits import Edit, Text, brief, walk, without_text


def edits(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """Every change of what a function leaves behind for the next call."""
    yield from _turned_for_good(text, function)
    yield from _kept_apart(text, function)
    yield from _kept_instead(text, function)
    yield from _made_once(text, function)
    yield from _repeated(text, function)


def _turned_for_good(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """A list of the object's that `reverse` turns round itself, walked over in reverse instead."""
    for node in walk(function):
        match node:
            case ast.Expr(ast.Call(ast.Attribute(owner, "reverse"), [], [])) if _is_kept(owner, function):
                name = ast.unparse(owner)
                loops = [one.iter for one in walk(function) if isinstance(one, ast.For) and ast.unparse(one.iter) == name]
                walked = [(text.span(one), f"reversed({name})") for one in loops if one.lineno > node.lineno]
                splices = ((text.span(node), "pass"), *walked)
                around = text.lines_around(node)
                yield Edit(
                    "turned-for-good", node.lineno, splices, AT_ONCE, brief(text.source(text.span(node))), name, around
                )


def _is_kept(owner: ast.expr, function: ast.FunctionDef) -> bool:
    """Whether it is something that the object keeps, or another name for that."""
    if not isinstance(owner, ast.Name):
        return isinstance(owner, ast.Attribute)
    given = (one for one in walk(function) if isinstance(one, ast.Assign) and isinstance(one.value, ast.Attribute))
    return any(ast.unparse(target) == owner.id for one in given for target in one.targets)


def _kept_apart(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """What is made of something that the object keeps, under a name of its own: kept under the same one, each call begins
    with what the call before has left."""
    if function.name == "__init__":
        return
    for node in walk(function):
        match node:
            case ast.Assign([ast.Attribute(ast.Name("self")) as target], value):
                kept, apart = ast.unparse(target), f"{target.attr}_now"
                if not any(_attributes(ast.walk(value), kept)):
                    continue
                later = _attributes(walk(function), kept)
                read = [(text.span(one), apart) for one in later if one.lineno > (node.end_lineno or 0)]
                splices = ((text.span(target), apart), *read)
                yield Edit("kept-apart", node.lineno, splices, LIKELY, kept, apart, text.lines_around(node))


def _kept_instead(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """What is given back, kept in the place of something that stands for it on the object and went into it."""
    kept = {
        node.targets[0].attr
        for node in walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    }
    for node in walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.BinOp | ast.Call):
            for name in kept:
                if any(_attributes(ast.walk(node.value), f"self.{name}")):
                    code, margin = text.source(text.span(node.value)), " " * node.col_offset
                    new = f"self.{name} = {code}\n{margin}return self.{name}"
                    around, was = text.lines_around(node), brief(code)
                    yield Edit("kept-instead", node.lineno, ((text.span(node), new),), COMMON, was, f"self.{name}", around)


def _made_once(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """A list, a dict or a set as the default of an argument, made anew in each call instead."""
    given = function.args.args[len(function.args.args) - len(function.args.defaults) :]
    first = next(iter(without_text(function.body)), None)
    if first is None or first.lineno <= function.lineno:
        return
    for argument, default in zip(given, function.args.defaults, strict=True):
        if isinstance(default, ast.List | ast.Dict | ast.Set | ast.Call):
            margin, name, code = " " * first.col_offset, argument.arg, ast.unparse(default)
            made = f"{margin}if {name} is None:\n{margin}    {name} = {code}\n"
            place = text.starts[first.lineno - 1]
            splices = ((text.span(default), "None"), ((place, place), made))
            yield Edit("made-once", default.lineno, splices, LIKELY, f"{name}={code}", code, (first.lineno, first.lineno))


def _repeated(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """A list of lists or arrays made by `*`, which repeats one and the same: each made by itself instead."""
    for node in walk(function):
        match node:
            case ast.BinOp(ast.List([one]), ast.Mult(), times) if not isinstance(one, ast.Constant | ast.Name):
                code, new = text.source(text.span(node)), f"[{ast.unparse(one)} for _ in range({ast.unparse(times)})]"
                around = text.lines_around(node)
                yield Edit("instead", node.lineno, ((text.span(node), new),), LIKELY, code, new, around)


def _attributes(nodes: Iterable[ast.AST], code: str) -> Iterator[ast.Attribute]:
    """Where an attribute stands that is written so."""
    return (one for one in nodes if isinstance(one, ast.Attribute) and ast.unparse(one) == code)
