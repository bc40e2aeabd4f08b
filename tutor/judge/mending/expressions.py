"""Changes of one expression, of the kinds by which people go wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from tutor.judge.mending.additions import of_whole
from tutor.judge.mending.calls import further, of_call, related, turned
from tutor.judge.mending.costs import AT_ONCE, COMMON, LIKELY, MISSING, RARE
from tutor.judge.mending.edits import Edit, Text, walk
from tutor.judge.mending.scopes import Scope, named, scope_of

SIGNS: Mapping[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Div),
    ast.Mult: (ast.Div, ast.Add, ast.MatMult, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult, ast.Mod),
    ast.Mod: (ast.FloorDiv, ast.Div),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: Sequence[type[ast.cmpop]] = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_IN_BRACES = re.compile(r"\{[^\W\d]\w*\}")  # a name, as a text with an f before it would have
SMALL = (0, 1, 2)  # numbers that belong to formulas; another one may have been written in where a name belongs
ASKED = ("shape", "size", "ndim", "dtype")  # of an array
FEW = 4  # parts of a list whose order may be another
ALONE = ("range", "len", "zeros", "zeros_like", "ones", "ones_like", "isinstance", "enumerate", "zip", "reversed", "list")


def edits(text: Text, function: ast.FunctionDef, within: ast.stmt | None = None) -> Iterator[Edit]:
    """Every change of one expression in a function, or in one of its statements."""
    scope = scope_of(text, function)
    for node in walk(function) if within is None else (within, *walk(within)):
        if isinstance(node, ast.expr) and not is_fixed(text, node):
            for cost, new in of_node(text, node, scope):
                yield text.instead(node, new, cost)
        for value, dearer in _wholes(node):
            for cost, new in of_whole(value, scope):
                yield text.instead(value, new, cost + dearer)
        if isinstance(node, ast.For) and not isinstance(node.iter, ast.Call):
            yield text.instead(node.iter, ast.Call(named("reversed"), [node.iter], []), LIKELY)
        if isinstance(node, ast.BinOp):
            for part in (node.left, node.right):
                if not isinstance(part, ast.Name | ast.Attribute):
                    yield from (text.instead(part, named(name), RARE) for name in scope.all)


def is_fixed(text: Text, node: ast.expr) -> bool:
    """Whether another value in its place is no change that anybody makes: what is written to, what is called, a module or
    `self`, a text that explains."""
    if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del) or isinstance(node, ast.Slice | ast.Starred | ast.Lambda):
        return True
    above = text.parents.get(node)
    if isinstance(above, ast.Call) and above.func is node:
        return True
    return isinstance(above, ast.Expr) or (isinstance(node, ast.Name) and node.id in ("np", "self", "numpy"))


def _wholes(node: ast.AST) -> Iterator[tuple[ast.expr, int]]:
    """What a statement computes, and what is handed to a call, which is dearer."""
    match node:
        case ast.Return(ast.Tuple(parts)) | ast.Assign(_, ast.Tuple(parts)):
            yield from ((part, 0) for part in parts)
        case ast.Return(ast.expr() as value) | ast.Assign(_, value) | ast.AugAssign(_, _, value):
            yield value, 0
        case ast.Dict(_, values):
            yield from ((value, 0) for value in values)
        case ast.Call(function, given, _) if getattr(function, "attr", getattr(function, "id", "")) not in ALONE:
            yield from ((part, 1) for part in given if not isinstance(part, ast.Starred | ast.Lambda | ast.Constant))


def of_node(text: Text, node: ast.expr, scope: Scope) -> Iterator[tuple[int, ast.expr]]:
    """Other expressions in the place of this one, with what each costs."""
    match node:
        case ast.BinOp():
            yield from _of_operation(node)
        case ast.UnaryOp(ast.USub() | ast.Not() | ast.Invert() as sign, operand):
            yield LIKELY, operand
            if isinstance(sign, ast.USub):
                yield COMMON, ast.UnaryOp(sign, ast.Call(named("np.abs"), [operand], []))
        case ast.Compare(left, [sign], [right]):
            yield from _of_comparison(left, sign, right)
        case ast.BoolOp(sign, values):
            yield LIKELY, ast.BoolOp(ast.Or() if isinstance(sign, ast.And) else ast.And(), values)
            yield from ((COMMON, value) for value in values)
        case ast.IfExp(test, body, orelse):
            yield LIKELY, ast.IfExp(test, orelse, body)
            yield from ((COMMON, part) for part in (body, orelse))
        case ast.Constant(str() as word) if _IN_BRACES.search(word):
            yield AT_ONCE, named(f"f{word!r}")
        case ast.Constant(str() as word) if word in scope.words:
            yield from ((LIKELY, ast.Constant(other)) for other in scope.words if other != word)
        case ast.Constant(bool() as value):
            yield COMMON, ast.Constant(not value)
        case ast.Constant(int() | float() as number):
            yield from _of_number(number)
            if number not in SMALL:
                yield from ((RARE, named(name)) for name in scope.all)
        case ast.Call():
            yield from of_call(node)
        case ast.Attribute(owner, "T"):
            yield LIKELY, owner
        case ast.Attribute(ast.Name("self"), name) if name in scope.kept:
            yield from ((COMMON, named(other)) for other in scope.all if other != f"self.{name}")
            yield from _transposed(text, node)
        case ast.Attribute(ast.Name("np")):
            yield from related(node)
        case ast.Name(name) if name in scope.names:
            yield from ((COMMON, named(other)) for other in scope.all if other != name)
            yield from _transposed(text, node)
            yield RARE, ast.Call(ast.Attribute(node, "copy"), [], [])
        case ast.Subscript(value, index):
            yield from _of_place(node, value, index)
            others = (place for place in scope.places if ast.dump(place) != ast.dump(index))
            yield from ((COMMON, ast.Subscript(value, other, ast.Load())) for other in others)
        case ast.List(parts) if 1 < len(parts) <= FEW and all(isinstance(part, ast.Name | ast.Constant) for part in parts):
            yield from ((COMMON, ast.List([*parts[n:], *parts[:n]], ast.Load())) for n in range(1, len(parts)))
        case ast.Tuple(parts) if len(parts) > 1:
            yield LIKELY, ast.Tuple(parts[::-1], ast.Load())
            yield from ((COMMON, ast.Tuple([*parts[1:], parts[0]], ast.Load())),) if len(parts) > 2 else ()
    if isinstance(text.parents.get(node), ast.If | ast.While) and not isinstance(node, ast.Compare):
        yield COMMON, ast.UnaryOp(ast.Not(), node)
    yield from _neighbours(text, node)
    if isinstance(node, ast.Name | ast.Attribute):
        yield from _doubled(text, node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield from _weighted(node, scope)


def _transposed(text: Text, node: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """Its transpose; not to ask that for its shape, where another index is meant."""
    above = text.parents.get(node)
    if not (isinstance(above, ast.Attribute) and above.attr in ASKED):
        yield COMMON, ast.Attribute(node, "T")


def _weighted(node: ast.BinOp, scope: Scope) -> Iterator[tuple[int, ast.expr]]:
    """A sum or a difference with a factor at its second part: `a - b` as `a - y * b`."""
    for name in scope.all:
        yield RARE, ast.BinOp(node.left, node.op, ast.BinOp(named(name), ast.Mult(), node.right))


def _doubled(text: Text, node: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """What is added or taken off once, twice: as padding, at both ends."""
    match text.parents.get(node):
        case ast.BinOp(_, ast.Add() | ast.Sub(), right) if right is node:
            yield COMMON, ast.BinOp(ast.Constant(2), ast.Mult(), node)


def _neighbours(text: Text, node: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """One more or one less, where an index or a bound stands; an end for what is given as a length."""
    above = text.parents.get(node)
    if isinstance(above, ast.Slice) and above.upper is node and isinstance(above.lower, ast.Name):
        yield COMMON, ast.BinOp(above.lower, ast.Add(), node)
    bounds = isinstance(above, ast.Slice) or (isinstance(above, ast.Subscript) and above.slice is node)
    if bounds and not isinstance(node, ast.Constant | ast.Slice | ast.Tuple):
        yield COMMON, further(node, ast.Add(), ast.Constant(1))
        yield COMMON, further(node, ast.Sub(), ast.Constant(1))


def _of_operation(node: ast.BinOp) -> Iterator[tuple[int, ast.expr]]:
    left, sign, right = node.left, node.op, node.right
    yield LIKELY, left
    yield LIKELY, right
    if not (isinstance(right, ast.Constant) and right.value in (0, 1)):  # to multiply by 1 is nobody's line
        yield from ((COMMON, ast.BinOp(left, other(), right)) for other in SIGNS.get(type(sign), ()))
    elif isinstance(sign, ast.Add | ast.Sub):
        yield COMMON, ast.BinOp(left, ast.Sub() if isinstance(sign, ast.Add) else ast.Add(), right)
    if isinstance(sign, ast.Sub | ast.Div | ast.MatMult | ast.Pow | ast.FloorDiv):
        yield COMMON, ast.BinOp(right, sign, left)
    yield from _regrouped(left, sign, right)
    if isinstance(sign, ast.Add):
        yield COMMON, ast.Call(named("max"), [left, right], [])
    if isinstance(sign, ast.FloorDiv) and isinstance(right, ast.Constant) and right.value == 2:  # the middle of indices
        last = further(left, ast.Sub(), ast.Constant(1))
        yield from ((COMMON, ast.BinOp(last, half, right)) for half in (ast.Div(), ast.FloorDiv()))
    if isinstance(sign, ast.Mult | ast.Div):
        yield from _rooted(left, sign, right)
        yield from _of_the_rest(left, sign, right)
    if isinstance(sign, ast.Div):
        yield MISSING, ast.BinOp(left, sign, ast.BinOp(ast.Constant(1), ast.Add(), right))
    if isinstance(sign, ast.MatMult):
        yield COMMON, ast.BinOp(turned(right), sign, left)
        yield COMMON, ast.BinOp(right, sign, turned(left))
    match left:
        case ast.Call(function, [inner], []):
            yield COMMON, ast.Call(function, [ast.BinOp(inner, sign, right)], [])
    match right:
        case ast.Call(function, [inner], []):
            yield COMMON, ast.Call(function, [ast.BinOp(left, sign, inner)], [])


def _regrouped(left: ast.expr, sign: ast.operator, right: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """Brackets in another place."""
    if isinstance(left, ast.BinOp):
        yield LIKELY, ast.BinOp(left.left, left.op, ast.BinOp(left.right, sign, right))
        if type(left.op) is not type(sign):  # (a + b) / c as a / c + b, and the way back
            yield LIKELY, ast.BinOp(ast.BinOp(left.left, sign, right), left.op, left.right)
    if isinstance(right, ast.BinOp):
        yield LIKELY, ast.BinOp(ast.BinOp(left, sign, right.left), right.op, right.right)


def _rooted(left: ast.expr, sign: ast.operator, right: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """A root of one operand, where it is a sum or a product itself."""
    if isinstance(left, ast.BinOp):
        yield COMMON, ast.BinOp(ast.Call(named("np.sqrt"), [left], []), sign, right)
        if isinstance(left.op, ast.Mult) and isinstance(left.right, ast.BinOp):  # of `a * (b) / c`
            rooted = ast.Call(named("np.sqrt"), [left.right], [])
            yield COMMON, ast.BinOp(ast.BinOp(left.left, left.op, rooted), sign, right)
    if isinstance(right, ast.BinOp):
        yield COMMON, ast.BinOp(left, sign, ast.Call(named("np.sqrt"), [right], []))


def _of_the_rest(left: ast.expr, sign: ast.operator, right: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """A share for what it leaves: `1 - ratio` in the place of the ratio."""
    one = ast.Constant(1)
    if isinstance(right, ast.Name | ast.Attribute):
        yield MISSING, ast.BinOp(left, sign, ast.BinOp(one, ast.Sub(), right))
    if isinstance(left, ast.Name | ast.Attribute) and isinstance(sign, ast.Mult):
        yield MISSING, ast.BinOp(ast.BinOp(one, ast.Sub(), left), sign, right)


def _of_comparison(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    yield from ((LIKELY, ast.Compare(left, [other()], [right])) for other in COMPARISONS if not isinstance(sign, other))


def _of_number(value: float) -> Iterator[tuple[int, ast.expr]]:
    near = [value + 1, value - 1, -value] if isinstance(value, int) else [-value, 1 - value, value * 2, value / 2]
    far = [0, 1, 2] if isinstance(value, int) else [value * 10, value / 10, value**2, 1e-4, 1e-7, 1e-8, 0.0, 1.0]
    for cost, others in ((COMMON, near), (MISSING, far)):
        yield from ((cost, ast.Constant(other)) for other in others if other != value)
    if value in (0, 1, -1):
        yield RARE, ast.Constant(None)


def _of_place(node: ast.Subscript, value: ast.expr, index: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    if isinstance(index, ast.Tuple) and len(index.elts) > 1:
        turned = ast.Tuple(index.elts[::-1], ast.Load())
        yield LIKELY, ast.Subscript(value, turned, ast.Load())
    match index:
        case ast.Tuple([ast.Slice(None, None, None), ast.Name() as picked]):  # one of each row, not whole columns
            rows = ast.Call(named("np.arange"), [ast.Call(ast.Name("len"), [picked], [])], [])
            yield COMMON, ast.Subscript(value, ast.Tuple([rows, picked], ast.Load()), ast.Load())
    if isinstance(index, ast.Name):
        columns = ast.Tuple([ast.Slice(), index], ast.Load())
        yield COMMON, ast.Subscript(value, columns, ast.Load())
    yield COMMON if isinstance(index, ast.Slice) else RARE, value
    if isinstance(index, ast.Slice):
        yield from _of_bounds(node, index)


def _of_bounds(node: ast.Subscript, index: ast.Slice) -> Iterator[tuple[int, ast.expr]]:
    for low, high, step in (
        (None, index.upper, index.step),
        (index.lower, None, index.step),
        (index.lower, index.upper, None),
    ):
        yield COMMON, ast.Subscript(node.value, ast.Slice(low, high, step), ast.Load())
    yield COMMON, ast.Subscript(node.value, ast.Slice(None, None, ast.Constant(-1)), ast.Load())
