"""Whether the line that computes a value is to blame, or may be one of the names that it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.judge.mending.edits import walk

SURE, OTHER_FORM, OPEN = 0, 1, 2  # no name in it is in doubt; one is, and the form is wrong too; one may be all that is
BY_SIGN = {"dot": ast.MatMult, "matmul": ast.MatMult, "multiply": ast.Mult, "add": ast.Add, "subtract": ast.Sub}
REDUCING = ("sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "prod", "reshape", "transpose")


def doubt(function: ast.FunctionDef, value: ast.expr, other: ast.expr) -> int:
    """How much it is in doubt that `value` is wrong by itself, where `other` in its place is right.

    A name that the right one reads as well holds what it should, and so does an argument. Of any other name that the
    function sets nobody knows, and if the line has the right form but for that name, it is the name that is wrong.
    """
    set_here = {ast.unparse(node) for node in walk(function) if isinstance(getattr(node, "ctx", None), ast.Store)}
    kept = {name for name in _read(value) if name.startswith("self.")}
    doubtful = (_read(value) & (set_here | kept)) - _read(other)
    if not doubtful:
        return SURE
    return OPEN if _fits(_plain(value), _plain(other), doubtful, {}) else OTHER_FORM


def replaced(function: ast.FunctionDef, line: ast.Assign | ast.AugAssign) -> int:
    """The same of a line that is put in: what it puts in the place of a value of the function's own blames nothing."""
    target = ast.unparse(line.targets[0] if isinstance(line, ast.Assign) else line.target)
    own = {ast.unparse(node) for node in walk(function) if isinstance(getattr(node, "ctx", None), ast.Store)}
    return OPEN if isinstance(line, ast.Assign) and target in own and target not in _read(line.value) else SURE


def _read(value: ast.expr) -> set[str]:
    """Names, and attributes of self, that an expression reads."""
    return {
        ast.unparse(node)
        for node in ast.walk(value)
        if isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self")
    }


def _fits(one: ast.AST, other: ast.AST, free: set[str], taken: dict[str, str]) -> bool:
    """Whether the one is the other once its free names are given the right values."""
    if isinstance(one, ast.Name | ast.Attribute) and (name := ast.unparse(one)) in free:
        return taken.setdefault(name, ast.dump(other)) == ast.dump(other)
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.BinOp) and isinstance(other, ast.BinOp) and isinstance(one.op, ast.Add | ast.Mult):
        ways = ((other.left, other.right), (other.right, other.left))
        same = type(one.op) is type(other.op)
        return same and any(_both(one, left, right, free, taken) for left, right in ways)
    parts, others = list(_parts(one)), list(_parts(other))
    same = len(parts) == len(others) and _words(one) == _words(other)
    return same and all(_fits(part, twin, free, taken) for part, twin in zip(parts, others, strict=True))


def _both(one: ast.BinOp, left: ast.expr, right: ast.expr, free: set[str], taken: dict[str, str]) -> bool:
    tried = dict(taken)
    if not (_fits(one.left, left, free, tried) and _fits(one.right, right, free, tried)):
        return False
    taken.update(tried)
    return True


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    return (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr_context))


def _words(node: ast.AST) -> list[object]:
    return [value for _, value in ast.iter_fields(node) if isinstance(value, str | int | float | bool)]


def _plain(value: ast.expr) -> ast.expr:
    """The same in the one of its spellings that is compared: `a @ b` for `np.dot(a, b)`, `np.sum(a)` for `a.sum()`."""
    spelled: ast.expr = _Spelled().visit(ast.parse(ast.unparse(value), mode="eval").body)
    return spelled


class _Spelled(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("np"), name), [left, right], []) if name in BY_SIGN:
                return ast.BinOp(left, BY_SIGN[name](), right)
            case ast.Call(ast.Attribute(owner, name), given, named) if name in REDUCING and ast.unparse(owner) != "np":
                function = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
                return ast.Call(function, [owner, *given], named)
        return node
