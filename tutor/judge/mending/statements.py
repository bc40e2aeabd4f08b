"""Changes of whole statements: one that is too much, stands in the wrong place, or on the wrong side of a loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import combinations, pairwise

from tutor.judge.mending.costs import COMMON, LIKELY, MISSING, RARE
from tutor.judge.mending.edits import Edit, Text, bodies, walk
from tutor.lines import python_lines

LONG = 60
MOST_MOVED = 12  # statements in a row that change places


def edits(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """Every change of one statement, or of two neighbours, in a function."""
    read = {n.attr for n in ast.walk(text.tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load)}
    read |= set(_left_open(text))
    yield from _returned(text, function)
    for body in bodies(function):
        for one in body:
            yield from _misspelt(text, one, read)
            yield from _of_one(text, one, alone=len(body) == 1)
        for one, other in pairwise(body):
            yield from _exchanged(text, one, other)
            yield from _into_loop(text, one, other)
            yield from _into_branch(text, one, other)
        yield from _out_of_loop(text, body)
        yield from _moved(text, body)


def _code(text: Text, one: ast.stmt) -> str:
    code = text.source(text.span(one)).split("\n")[0].strip()
    return code if len(code) <= LONG else f"{code[:LONG]}..."


def _of_one(text: Text, one: ast.stmt, alone: bool) -> Iterator[Edit]:
    span = text.span(one)
    code = _code(text, one)
    if isinstance(one, ast.Assign | ast.AugAssign | ast.Expr | ast.If | ast.Break | ast.Continue):
        kind = "gone-whole" if isinstance(one, ast.If) and one.lineno != one.body[0].lineno else "gone"
        yield Edit(kind, one.lineno, ((span, "pass"),), LIKELY, code, "", text.lines_around(one))
    yield from _with_sign(text, one)
    yield from _each_time(text, one)
    yield from _at_places(text, one)
    for cost, new in _relatives(one):
        yield Edit("instead", one.lineno, ((span, new),), cost, code, new, text.lines_around(one))
    match one:
        case ast.If(_, body, _) if len(body) and one.lineno != body[0].lineno:
            yield Edit("unasked", one.lineno, (_unindented(text, one, body),), COMMON, code)
            yield from _out_of_branch(text, one)


def _each_time(text: Text, one: ast.stmt) -> Iterator[Edit]:
    """What is added at places that are given as lists, where a place may be there more than once."""
    match one:
        case ast.AugAssign(ast.Subscript(array, index), ast.Add(), value) if not isinstance(index, ast.Constant | ast.Slice):
            places = ast.unparse(ast.Subscript(ast.parse("np.s_", mode="eval").body, index, ast.Load()))
            new = f"np.add.at({ast.unparse(array)}, {places}, {ast.unparse(value)})"
            yield Edit(
                "each-time", one.lineno, ((text.span(one), new),), COMMON, _code(text, one), new, text.lines_around(one)
            )


def _at_places(text: Text, one: ast.stmt) -> Iterator[Edit]:
    """What is written into whole columns, written into one place of each row."""
    match one:
        case ast.Assign(
            [ast.Subscript(_, ast.Tuple([ast.Slice(None, None, None) as rows, ast.Name(picked)])) as target], _
        ) | ast.AugAssign(
            ast.Subscript(_, ast.Tuple([ast.Slice(None, None, None) as rows, ast.Name(picked)])) as target, _, _
        ):
            new = f"np.arange(len({picked}))"
            becomes = f"{ast.unparse(target.value)}[{new}, {picked}]"
            around = text.lines_around(one)
            yield Edit("instead", one.lineno, ((_span_of(text, rows), new),), COMMON, ast.unparse(target), becomes, around)


def _span_of(text: Text, part: ast.Slice) -> tuple[int, int]:
    """Of a colon, which is no expression to Python's own account of places."""
    return text.starts[part.lineno - 1] + part.col_offset, text.starts[part.lineno - 1] + part.end_col_offset  # type: ignore[operator]


def _returned(text: Text, function: ast.FunctionDef) -> Iterator[Edit]:
    """The last thing that a function computes, given back, where it gives back nothing."""
    if any(isinstance(node, ast.Return) and node.value is not None for node in walk(function)):
        return
    for node in walk(function):
        match node:
            case ast.Assign([ast.Name(name)], _) if node in function.body:
                last = function.body[-1]
                place = text.lines_of(last, last)[1]
                new = f"{'' if text.source((0, place)).endswith(chr(10)) else chr(10)}{' ' * last.col_offset}return {name}\n"
                yield Edit(
                    "returned", node.lineno, (((place, place), new),), COMMON, function.name, name, text.lines_around(node)
                )


def _misspelt(text: Text, one: ast.stmt, read: set[str]) -> Iterator[Edit]:
    """What is kept under a name that nobody reads, kept under one like it."""
    match one:
        case ast.Assign([ast.Attribute(ast.Name("self"), name) as target], _) if name not in read:
            alike = [other for other in read if other.lower() == name.lower()]
            for other in alike or get_close_matches(name, read, 2, 0.7):
                code = f"self.{other}"
                yield Edit(
                    "instead", one.lineno, ((text.span(target), code),), LIKELY, f"self.{name}", code, text.lines_around(one)
                )


def _left_open(text: Text) -> Iterator[str]:
    """What is None on self until somebody gives it a value."""
    for node in ast.walk(text.tree):
        match node:
            case ast.Assign([ast.Attribute(ast.Name("self"), name)], ast.Constant(None)):
                yield name


def _unindented(text: Text, one: ast.stmt, body: Sequence[ast.stmt]) -> tuple[tuple[int, int], str]:
    """The body of an `if` in the place of the whole."""
    return text.lines_of(one, one), indented(text, body, one.col_offset)


def _with_sign(text: Text, one: ast.stmt) -> Iterator[Edit]:
    """What is put into its place, added to what is there; only the sign changes, so that the value may, too."""
    match one:
        case ast.Assign([ast.Name() | ast.Attribute() | ast.Subscript() as target], value):
            start = text.span(target)[1]
            at = start + text.source((start, text.span(value)[0])).index("=")
            for sign in ("+", "-", "*"):
                new = f"{ast.unparse(target)} {sign}= {ast.unparse(value)}"
                splices = (((at, at), sign),)
                yield Edit("instead", one.lineno, splices, COMMON, _code(text, one), new, text.lines_around(one))


def _relatives(one: ast.stmt) -> Iterator[tuple[int, str]]:
    match one:
        case ast.Assign([target], value) if not isinstance(target, ast.Tuple):
            if isinstance(value, ast.Name | ast.Attribute):
                yield COMMON, f"{ast.unparse(target)} = {ast.unparse(value)}.copy()"
            if isinstance(target, ast.Name | ast.Attribute):
                yield RARE, f"{ast.unparse(target)}[...] = {ast.unparse(value)}"
        case ast.AugAssign(target, sign, value):
            name, code = ast.unparse(target), ast.unparse(value)
            yield COMMON, f"{name} = {code}"
            for other in (ast.Add(), ast.Sub(), ast.Mult(), ast.Div()):
                if type(other) is not type(sign):
                    yield LIKELY, ast.unparse(ast.AugAssign(target, other, value))
            loaded = ast.parse(name, mode="eval").body
            yield LIKELY, f"{name} = {ast.unparse(ast.BinOp(loaded, sign, value))}"
            if isinstance(value, ast.List) and isinstance(sign, ast.Add):
                yield COMMON, f"{name} = {code} + {name}"
        case ast.Expr(ast.Call(ast.Attribute(owner, "append"), [value], [])):
            yield COMMON, f"{ast.unparse(owner)}.insert(0, {ast.unparse(value)})"
        case ast.Expr(ast.Call(ast.Attribute(owner, "insert"), [ast.Constant(0), value], [])):
            yield COMMON, f"{ast.unparse(owner)}.append({ast.unparse(value)})"
        case ast.Break():
            yield LIKELY, "continue"
        case ast.Expr(ast.Call() as call):
            yield COMMON, f"return {ast.unparse(call)}"


def indented(text: Text, body: Sequence[ast.stmt], column: int) -> str:
    """The lines of some statements, moved to begin at a column."""
    lines = python_lines(text.source(text.lines_of(body[0], body[-1])))
    shift = column - body[0].col_offset
    moved = [f"{' ' * shift}{line}" if shift > 0 else line[min(-shift, len(line) - len(line.lstrip())) :] for line in lines]
    return "\n".join(moved) + "\n"


def _exchanged(text: Text, one: ast.stmt, other: ast.stmt) -> Iterator[Edit]:
    if isinstance(other, ast.Return) or other.lineno <= (one.end_lineno or 0):
        return
    whole = text.lines_of(one, other)
    new = text.source(text.lines_of(other, other)).rstrip("\n") + "\n" + text.source(text.lines_of(one, one))
    yield Edit("exchanged", one.lineno, ((whole, new),), COMMON, _code(text, one), _code(text, other))


def _moved(text: Text, body: Sequence[ast.stmt]) -> Iterator[Edit]:
    """A statement further down, or further up, past more than one other."""
    lines = [one for one in body if not isinstance(one, ast.Return)][:MOST_MOVED]
    for low, high in combinations(range(len(lines)), 2):
        if high - low < 2 or any(a.lineno <= (b.end_lineno or 0) for b, a in pairwise(lines)):
            continue
        yield from _past(text, lines[low : high + 1])


def _past(text: Text, lines: Sequence[ast.stmt]) -> Iterator[Edit]:
    """The first of some lines behind the last, and the last before the first."""
    first, last = lines[0], lines[-1]
    whole = text.lines_of(first, last)
    for one, other, kind in ((first, last, "moved-down"), (last, first, "moved-up")):
        if isinstance(one, ast.Assign | ast.AugAssign | ast.Expr):
            low, high = text.lines_of(one, one)
            code, rest = text.source((low, high)), text.source((whole[0], low)) + text.source((high, whole[1]))
            new = rest + code if one is first else code + rest
            around = text.lines_around(one)
            yield Edit(kind, one.lineno, ((whole, new),), MISSING, _code(text, one), _code(text, other), around)


def _into_loop(text: Text, one: ast.stmt, other: ast.stmt) -> Iterator[Edit]:
    """What stands before a loop, at its beginning; and what stands after it, at its end."""
    if isinstance(other, ast.For) and isinstance(one, ast.Assign) and other.body[0].lineno > other.lineno:
        moved = indented(text, [one], other.body[0].col_offset)
        place = text.starts[other.body[0].lineno - 1]
        gone = (text.lines_of(one, one), "\n")
        yield Edit("into-loop", one.lineno, (gone, ((place, place), moved)), COMMON, _code(text, one), str(other.lineno))
    if isinstance(one, ast.For) and not isinstance(other, ast.For) and one.body[0].lineno > one.lineno:
        whole = text.lines_of(other, other)
        moved = indented(text, [other], one.body[0].col_offset)
        yield Edit("into-loop", other.lineno, ((whole, moved),), COMMON, _code(text, other), str(one.lineno))


def _out_of_branch(text: Text, one: ast.If) -> Iterator[Edit]:
    """What stands last in an `if` without `else`, behind it: one statement, or all but the first of several."""
    if one.orelse:
        return
    for first in one.body[1:]:
        rest = one.body[one.body.index(first) :]
        moved = indented(text, rest, one.col_offset)
        splices = ((text.lines_of(first, rest[-1]), moved),)
        kind = "after-branch" if len(rest) == 1 else "rest-after-branch"
        yield Edit(kind, first.lineno, splices, COMMON, _code(text, first), _code(text, one), text.lines_around(one))


def _into_branch(text: Text, one: ast.stmt, other: ast.stmt) -> Iterator[Edit]:
    """What stands behind an `if` without `else`, at its end."""
    if isinstance(one, ast.If) and not one.orelse and one.body[0].lineno > one.lineno and not isinstance(other, ast.If):
        moved = indented(text, [other], one.body[0].col_offset)
        splices, around = ((text.lines_of(other, other), moved),), text.lines_around(other)
        yield Edit("into-branch", other.lineno, splices, COMMON, _code(text, other), _code(text, one), around)


def _out_of_loop(text: Text, body: Sequence[ast.stmt]) -> Iterator[Edit]:
    for one in body:
        if not isinstance(one, ast.For | ast.While) or one.body[0].lineno <= one.lineno:
            continue
        for part in (one, *(inner for inner in one.body if isinstance(inner, ast.For | ast.While))):
            last = part.body[-1]
            if len(part.body) > 1:
                moved = indented(text, [last], one.col_offset)
                yield Edit("after-loop", last.lineno, ((text.lines_of(last, last), moved),), COMMON, _code(text, last))
        if len(one.body) > 1 and isinstance(first := one.body[0], ast.Assign | ast.AugAssign):
            place = text.starts[one.lineno - 1]
            moved = indented(text, [first], one.col_offset)
            gone = (text.lines_of(first, first), "\n")
            yield Edit("before-loop", first.lineno, (gone, ((place, place), moved)), COMMON, _code(text, first))
