"""Wrong answers by the dozen: small changes, of the kind that people make, applied to a right answer one at a time."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

Replacement = tuple[str, ast.AST]

SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
FUNCTIONS = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "argmax": "argmin",
    "maximum": "minimum",
    "log": "log2",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "exp": "exp2",
    "sqrt": "square",
    "dot": "multiply",
}
COMMUTATIVE = ("maximum", "minimum", "array_equal", "isclose")
REDUCTIONS = ("sum", "mean", "max", "copy")


@dataclass(frozen=True)
class Mutant:
    """A changed answer: by which operator, and the line before and after."""

    operator: str
    was: str
    becomes: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Every change that the operators make to `text`, each once."""
    tree = ast.parse(text)
    plain = ast.unparse(tree)
    seen = {plain}
    for node in ast.walk(tree):
        for operator, replacement in _replacements(node, _cached(tree)):
            changed = _Swap(node, replacement).visited(tree)
            if changed not in seen:
                seen.add(changed)
                yield Mutant(operator, *_difference(plain, changed), changed)


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)

    def visited(self, tree: ast.Module) -> str:
        """The text with the new node; the tree itself stays, for what is not on the way is shared."""
        memo = {id(self.old): self.old}
        return ast.unparse(ast.fix_missing_locations(self.visit(copy.deepcopy(tree, memo))))


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, in their places: the same line may stand elsewhere, too."""
    was, becomes = before.splitlines(), after.splitlines()
    parts = [part for part in SequenceMatcher(None, was, becomes, autojunk=False).get_opcodes() if part[0] != "equal"]
    gone = [line.strip() for _, low, high, _, _ in parts for line in was[low:high]]
    new = [line.strip() for _, _, _, low, high in parts for line in becomes[low:high]]
    return "; ".join(gone), "; ".join(new)


def _cached(tree: ast.Module) -> list[str]:
    """Names of the attributes that a class keeps."""
    stored = (n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
    return list(dict.fromkeys(stored))


def _replacements(node: ast.AST, cached: list[str]) -> Iterator[Replacement]:
    match node:
        case ast.BinOp():
            yield from _of_operation(node)
        case ast.UnaryOp(ast.USub(), operand):
            yield "sign", operand
        case ast.Compare(left, [sign], right):
            for other in COMPARISONS.get(type(sign), ()):
                yield "wrong comparison", ast.Compare(left, [other()], right)
        case ast.Constant(float() | int() as value) if not isinstance(value, bool):
            yield "off by one", ast.Constant(value + 1)
            if value not in (0, 1):
                yield "constant factor", ast.Constant(value * 2)
        case ast.Call():
            yield from _of_call(node)
        case ast.Attribute(value=owner, attr="T"):
            yield "transpose", owner
        case ast.Attribute(ast.Name("self"), name, ast.Load()) if name in cached:
            for another in cached:
                yield "wrong cache", ast.Attribute(ast.Name("self"), another, ast.Load())
        case ast.Name("dout", ast.Load()):
            yield "drop dout", ast.parse("np.ones_like(dout)", mode="eval").body
        case ast.Return(ast.Tuple([first, second, *rest])):
            yield "swapped returns", ast.Return(ast.Tuple([second, first, *rest], ast.Load()))
        case ast.Return(ast.expr() as value):
            yield "constant factor", ast.Return(ast.BinOp(value, ast.Mult(), ast.Constant(2)))
            yield "sign", ast.Return(ast.UnaryOp(ast.USub(), value))
        case ast.Assign([ast.Attribute()], ast.Constant(None)):
            return  # a name announced in a constructor: dropping it changes nothing
        case ast.Assign([ast.Attribute() as target], value):
            yield "accumulate", ast.AugAssign(target, ast.Add(), value)
            yield "drop the line", ast.Pass()
        case ast.AugAssign(target, sign, value):
            yield "assign instead of add", ast.Assign([target], value)
            yield "drop the line", ast.Pass()
        case ast.Assign([ast.Subscript()], _):
            yield "drop the line", ast.Pass()
        case ast.If(test, body, orelse):
            yield "wrong condition", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)


def _of_operation(node: ast.BinOp) -> Iterator[Replacement]:
    left, sign, right = node.left, node.op, node.right
    if other := SIGNS.get(type(sign)):
        yield "wrong operation", ast.BinOp(left, other(), right)
    if isinstance(sign, ast.MatMult | ast.Sub | ast.Div):
        yield "swapped operands", ast.BinOp(right, sign, left)
    if not isinstance(sign, ast.MatMult):
        yield "drop a term", left
        yield "drop a term", right


def _of_call(node: ast.Call) -> Iterator[Replacement]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and name in FUNCTIONS:
        yield "wrong function", ast.Call(ast.Attribute(node.func.value, FUNCTIONS[name]), node.args, node.keywords)
    if name in REDUCTIONS:
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        kept = owner if owner is not None and getattr(owner, "id", "") != "np" else next(iter(node.args), None)
        if kept is not None:
            yield "skip the call" if name != "copy" else "in place", kept
    if len(node.args) == 2 and name not in COMMUTATIVE:
        yield "swapped arguments", ast.Call(node.func, node.args[::-1], node.keywords)
    for number, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:number], *node.keywords[number + 1 :]]
        yield f"drop {keyword.arg}", ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant) and keyword.value.value in (0, 1):
            turned = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "swap an axis", ast.Call(node.func, node.args, [*rest, turned])
