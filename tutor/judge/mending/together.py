"""One slip in several places: the same change wherever something stands in a function, and two names exchanged."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tutor.judge.mending.costs import COMMON, LIKELY, MISSING
from tutor.judge.mending.edits import Edit, Span, Text, brief, walk
from tutor.judge.mending.expressions import is_fixed, of_node
from tutor.judge.mending.scopes import Scope, scope_of

MOST_ALIKE = 8  # changes of one form
NEAR = 3  # lines between the same slip in height and in width, as between two loops
_NAME = re.compile(r"[^\W\d][\w.]*")


def edits(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """The same change in every place of a function, or of a statement; and two names exchanged."""
    alike: dict[tuple[str, str], dict[Span, Edit]] = {}
    scope = scope_of(text, function)
    for node in walk(function):
        if isinstance(node, ast.expr) and not is_fixed(text, node):
            for cost, new in of_node(text, node, scope):
                if cost <= COMMON:
                    alike.setdefault(_told(text, node, new), {}).setdefault(text.span(node), text.instead(node, new, cost))
    for (was, becomes), places in alike.items():
        same = list(places.values())
        if len(same) > 1 and not any(a.overlaps(b) for a, b in pairwise(same)):
            splices = tuple(splice for one in same for splice in one.splices)
            others = tuple(sorted({one.line for one in same} - {same[0].line}))
            around, cost = same[0].lines, same[0].cost + 1
            yield Edit("each", same[0].line, splices, cost, brief(was), brief(becomes), around, others)
    yield from _exchanged_names(text, function, scope)
    yield from _computed_once(text, function)
    yield from _asked_of_each(text, function)


def twins(edits: Sequence[Edit]) -> list[tuple[Edit, ...]]:
    """The same change of names that differ, in one statement or in neighbours: of the height, and of the width as well."""
    alike: dict[tuple[str, str], list[Edit]] = {}
    for edit in edits:
        if edit.kind == "instead" and edit.cost <= COMMON and len(edit.splices) == 1:
            was, becomes = (_NAME.sub("name", code) for code in (edit.was, edit.becomes))
            alike.setdefault((was, becomes), []).append(edit)
    pairs = (pair for same in alike.values() if len(same) <= MOST_ALIKE for pair in combinations(same, 2))
    return [pair for pair in pairs if _are_twins(*pair)]


def _are_twins(one: Edit, other: Edit) -> bool:
    near = abs(one.lines[0] - other.lines[0]) <= NEAR
    return near and not one.overlaps(other) and (one.was, one.becomes) != (other.was, other.becomes)


def _told(text: Text, node: ast.expr, new: ast.expr) -> tuple[str, str]:
    """What is there and what comes in its place; the end of a slice with its beginning, as it stands elsewhere, too."""
    above = text.parents.get(node)
    if isinstance(above, ast.Slice) and above.upper is node:
        return ast.unparse(above), ast.unparse(ast.Slice(above.lower, new, above.step))
    return ast.unparse(node), ast.unparse(new)


def _asked_of_each(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """Wherever it stands, `x == "a" or "b"` as `x == "a" or x == "b"`."""
    found = []
    for node in walk(function):
        match node:
            case ast.BoolOp(sign, [ast.Compare(left, [ask], [ast.Constant()]), *others] as values) if any(
                isinstance(other, ast.Constant) for other in others
            ):
                asked = [ast.Compare(left, [ask], [v]) if isinstance(v, ast.Constant) else v for v in values]
                found.append(text.instead(node, ast.BoolOp(sign, asked), LIKELY))
    if found:
        splices = tuple(splice for one in found for splice in one.splices)
        kind = "instead" if len(found) == 1 else "likewise"
        yield Edit(kind, found[0].line, splices, LIKELY, found[0].was, found[0].becomes, found[0].lines)


def _computed_once(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """A draw of random numbers that stands twice, made once before the first of them."""
    alike: dict[str, list[ast.Call]] = {}
    for node in walk(function):
        if isinstance(node, ast.Call):
            alike.setdefault(ast.unparse(node.func), []).append(node)
    for called, same in alike.items():
        if len(same) == 2 and ("random" in called or "rng" in called):
            code = ast.unparse(same[0])
            before = text.lines_around(same[0])[0]
            place = text.starts[before - 1]
            margin = len(line := text.source((place, text.starts[before]))) - len(line.lstrip())
            splices = tuple((text.span(node), "drawn_once") for node in same)
            made = ((place, place), f"{' ' * margin}drawn_once = {code}\n")
            yield Edit("once", same[0].lineno, (made, *splices), COMMON, brief(code), "", text.lines_around(same[-1]))


def _exchanged_names(text: Text, function: ast.FunctionDef, scope: Scope) -> Iterator[Edit]:
    for statement in walk(function):
        if not isinstance(statement, ast.Assign | ast.AugAssign | ast.Return | ast.Expr):
            continue
        places: dict[str, list[ast.expr]] = {}
        for node in walk(statement):
            word = isinstance(node, ast.Constant) and node.value in scope.words
            if (
                isinstance(node, ast.expr)
                and not is_fixed(text, node)
                and ((name := ast.unparse(node)) in scope.all or word)
            ):
                places.setdefault(name, []).append(node)
        for one, other in combinations(places, 2):
            turned = ((node, new) for name, new in ((one, other), (other, one)) for node in places[name])
            splices = tuple((text.span(node), new) for node, new in turned)
            yield Edit("exchanged-names", statement.lineno, splices, MISSING, one, other, text.lines_around(statement))
