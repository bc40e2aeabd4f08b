"""Changes of a call: another function of its kind, other arguments or axes, none, or the call without what it calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations

from tutor.judge.mending.costs import COMMON, LIKELY
from tutor.judge.mending.transposes import turned_otherwise

RELATED = (
    ("sum", "mean", "max", "prod", "cumsum"),
    ("max", "min", "argmax", "maximum"),
    ("argmax", "argmin", "argsort"),
    ("maximum", "minimum"),
    ("log", "log2", "log10", "log1p", "exp"),
    ("exp", "log", "exp2", "expm1"),
    ("std", "var"),
    ("zeros", "ones", "empty"),
    ("zeros_like", "ones_like", "empty_like"),
    ("dot", "multiply", "outer"),
    ("sqrt", "square", "abs"),
    ("randn", "rand"),
    ("random", "standard_normal", "normal", "uniform"),
    ("floor", "ceil", "rint", "round"),
    ("sin", "cos"),
    ("arange", "ones"),
    ("permutation", "arange"),
    ("append", "insert"),
    ("items", "values", "keys"),
    ("greater", "less"),
    ("any", "all"),
)
IMAGES = 4  # axes of images: N, C, H, W
REDUCING = ("sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "any", "all", "prod")


ONCE = ("reversed", "zip", "map", "enumerate", "filter")  # what they give can be gone through once


def of_call(node: ast.Call) -> Iterator[tuple[int, ast.expr]]:
    """Other expressions in the place of a call, with what each costs."""
    function, given, named = node.func, node.args, node.keywords
    yield from ((LIKELY, ast.Call(other, given, named)) for _, other in related(function))
    title = getattr(function, "attr", getattr(function, "id", ""))
    if title == "range":
        yield from _of_range(given)
    if len(given) > 1:
        yield LIKELY, ast.Call(function, [given[1], given[0], *given[2:]], named)
    if len(given) > 2:
        yield COMMON, ast.Call(function, [given[0], given[2], given[1], *given[3:]], named)
    if len(given) == 2 and title in ("dot", "matmul"):
        yield COMMON, ast.Call(function, [turned(given[0]), given[1]], named)
        yield COMMON, ast.Call(function, [given[0], turned(given[1])], named)
        yield COMMON, ast.Call(function, [given[1], turned(given[0])], named)
        yield COMMON, ast.Call(function, [turned(given[1]), given[0]], named)
        yield COMMON, ast.BinOp(given[0], ast.Mult(), given[1])
    if (title == "where" and len(given) == 3) or (title in ("maximum", "minimum") and len(given) == 2):
        yield from ((LIKELY, one) for one in given[1:] if not isinstance(one, ast.Constant))
    if title in ONCE and isinstance(function, ast.Name):
        yield COMMON, ast.Call(ast.Name("list"), [node], [])
    if title == "int" and len(given) == 1:  # which cuts off, towards 0
        for rounding in ("round", "floor"):
            nearest = ast.Call(ast.Attribute(ast.Name("np"), rounding), given, [])
            yield LIKELY, ast.Call(function, [nearest], [])
    if len(given) == 3 and title == "clip" and isinstance(given[1], ast.Constant) and given[1].value == 0:
        yield LIKELY, ast.Call(function, [given[0], ast.UnaryOp(ast.USub(), given[2]), given[2]], named)
    if len(given) == 2 and title == "tile":
        copies = ([given[1], ast.Constant(1)], [ast.Constant(1), given[1]])  # rows, columns
        yield from ((LIKELY, ast.Call(function, [given[0], ast.Tuple(shape, ast.Load())], named)) for shape in copies)
    if len(given) == 1 and not named and title in ("zeros_like", "ones_like", "empty_like"):
        plain = ast.Attribute(ast.Name("np"), title.removesuffix("_like"))
        yield LIKELY, ast.Call(plain, [ast.Attribute(given[0], "shape")], [])
    yield from turned_otherwise(node)
    yield from _unwrapped(node)
    yield from ((LIKELY, call) for call in _of_named(node, title))


def turned(node: ast.expr) -> ast.expr:
    """Its transpose; of a transpose what it is that of."""
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else ast.Attribute(node, "T")


def _unwrapped(node: ast.Call) -> Iterator[tuple[int, ast.expr]]:
    """Without the call; and with part of its argument outside."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("np" | "self" | "module")) | ast.Name(), [inner, *_], _):
            yield LIKELY, inner
            if isinstance(inner, ast.Call) and len(inner.args) == 1 and len(node.args) == 1:  # f(g(x)) as g(f(x))
                turned = ast.Call(node.func, [inner.args[0]], node.keywords)
                yield LIKELY, ast.Call(inner.func, [turned], inner.keywords)
            if isinstance(inner, ast.BinOp):
                yield COMMON, ast.BinOp(ast.Call(node.func, [inner.left], node.keywords), inner.op, inner.right)
                yield COMMON, ast.BinOp(inner.left, inner.op, ast.Call(node.func, [inner.right], node.keywords))
        case ast.Call(ast.Attribute(owner, name), _, _):
            yield LIKELY, owner
            if name == "reshape":
                yield COMMON, ast.Attribute(owner, "T")
    match node.args:
        case [_, *_, ast.BinOp(left, sign, right)]:
            yield COMMON, ast.BinOp(ast.Call(node.func, [*node.args[:-1], left], node.keywords), sign, right)


def related(function: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """Functions of the same kind, with what it costs to take one for another."""
    name = getattr(function, "attr", getattr(function, "id", ""))
    others = dict.fromkeys(other for group in RELATED if name in group for other in group if other != name)
    for other in others:
        if isinstance(function, ast.Attribute):
            yield LIKELY, ast.Attribute(function.value, other)
        elif isinstance(function, ast.Name):
            yield LIKELY, ast.Name(other)


def _of_range(given: Sequence[ast.expr]) -> Iterator[tuple[int, ast.expr]]:
    range_ = ast.Name("range")
    last = given[0] if len(given) == 1 else given[1]
    one = ast.Constant(1)
    more, less = further(last, ast.Add(), one), further(last, ast.Sub(), one)
    rest = list(given[2:])
    if len(given) == 1:
        yield LIKELY, ast.Call(range_, [one, last], [])
        yield COMMON, ast.Call(range_, [one, more], [])
    else:
        yield LIKELY, ast.Call(range_, [last], [])
    first = [] if len(given) == 1 else [given[0]]
    yield from ((LIKELY, ast.Call(range_, [*first, end, *rest], [])) for end in (more, less))
    if rest:
        yield COMMON, ast.Call(range_, list(given[:2]), [])


def further(last: ast.expr, sign: ast.operator, one: ast.Constant) -> ast.expr:
    """One more or one less; `n - 1` and one more is `n`."""
    match last:
        case ast.BinOp(kept, ast.Add() | ast.Sub() as before, ast.Constant(1)) if type(before) is not type(sign):
            return kept
    return ast.BinOp(last, sign, one)


def _other_axes(given: Sequence[object]) -> Iterator[ast.expr]:
    """Other tuples of the axes that an array of images has."""
    for count in (1, 2, 3):
        for axes in combinations(range(IMAGES), count):
            if axes != tuple(given):
                yield ast.Tuple([ast.Constant(axis) for axis in axes], ast.Load())


def _of_named(node: ast.Call, title: str) -> Iterator[ast.expr]:
    """Other axes, an axis that is missing or too much, and the same for keepdims and all that is given by name."""
    function, given, named = node.func, node.args, node.keywords
    for number, keyword in enumerate(named):
        rest = [*named[:number], *named[number + 1 :]]
        yield ast.Call(function, given, rest)
        match keyword.value:
            case ast.Constant(bool() as value):
                yield ast.Call(function, given, [*rest, ast.keyword(keyword.arg, ast.Constant(not value))])
            case ast.Constant(int()) if keyword.arg == "axis":
                for axis in (0, 1, -1):
                    yield ast.Call(function, given, [*rest, ast.keyword("axis", ast.Constant(axis))])
            case ast.Tuple(numbers) if keyword.arg == "axis" and all(isinstance(one, ast.Constant) for one in numbers):
                for others in _other_axes([one.value for one in numbers if isinstance(one, ast.Constant)]):
                    yield ast.Call(function, given, [*rest, ast.keyword("axis", others)])
    if title in REDUCING:
        axes = [] if any(one.arg == "axis" for one in named) else [0, 1, -1]
        alone = [ast.keyword("axis", ast.Constant(axis)) for axis in axes]
        yield from (ast.Call(function, given, [*named, axis]) for axis in alone)
        if not any(one.arg == "keepdims" for one in named):
            kept = ast.keyword("keepdims", ast.Constant(True))
            yield ast.Call(function, given, [*named, kept])
            yield from (ast.Call(function, given, [*named, axis, kept]) for axis in alone)
