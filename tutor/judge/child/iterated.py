"""What was to be gone through and has no elements; and brackets without a comma, where it came from them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, NamedTuple

from tutor.judge.child.looking import ValueOf
from tutor.lines import python_lines

_SAID = re.compile(
    r"(?:argument of type )?'([\w.]+)' (?:object )?is not iterable|cannot unpack non-iterable ([\w.]+) object"
    r"|object of type '([\w.]+)' has no len|Value after \* must be an iterable, not ([\w.]+)"
)
GO_THROUGH = ("zip", "enumerate", "reversed", "sorted", "list", "tuple", "set", "dict", "map", "filter", "iter")
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_iterated(
    error: BaseException, code: str, own: TracebackType | None, source: str, value_of: ValueOf
) -> dict[str, str]:
    """iterated: the expression, as it is written. of_type: what it is. looped_over: a loop goes over it.

    bare, bare_line: `(self)`, and where it stands, if that is what the expression got. Empty for any other exception.
    """
    said = _SAID.match(_str(error)[:200]) if _type(error) is TypeError else None
    if said is None or own is None or own.tb_next is not None:
        return {}
    kind = next(filter(None, said.groups()))
    tree = ast.parse(source)
    found = [one for one in _candidates(code, own.tb_lineno, tree) if _may_be(one, kind, own.tb_frame, value_of)]
    if _len({ast.unparse(one) for one in found}) != 1:
        return {}
    told = {"iterated": ast.unparse(found[0])[:80], "of_type": kind[:40], "looped_over": "yes" * _is_looped(found[0], tree)}
    return told | _bare(found[0], kind, _Text(tree, own.tb_lineno, source))


def _candidates(code: str, line: int, tree: ast.AST) -> list[Any]:
    """What the expression may have gone through; of a target, what is taken apart for it."""
    try:
        statement: Any = ast.parse(code.strip()).body[0]
    except (SyntaxError, IndexError):
        return []
    match statement:
        case ast.For(_, over):
            return [over]
        case ast.Expr(ast.Tuple(parts)) if all(_isinstance(part, ast.Name) for part in parts):
            return [node.value for node in _every(tree, ast.Assign) if node.lineno == line]
        case ast.Expr(ast.Call(function, given) as call):
            goes_on = ast.unparse(function) not in GO_THROUGH and _is_looped(call, tree)
            return [call] if goes_on else given
        case ast.Expr(ast.Compare(_, _, [right])):
            return [right]
        case ast.Expr(ast.List(parts) | ast.Tuple(parts)):
            return [part.value for whole in parts for part in _every(whole, ast.Starred)]
        case ast.Expr(ast.ListComp(_, rows) | ast.SetComp(_, rows) | ast.GeneratorExp(_, rows) | ast.DictComp(_, _, rows)):
            return [row.iter for row in rows]
        case ast.Expr(value):
            return [value]
    return []


def _may_be(node: ast.expr, kind: str, frame: FrameType, value_of: ValueOf) -> bool:
    """Whether it is of that type, or nobody knows."""
    if _isinstance(node, ast.Name | ast.Attribute):
        return _type(value_of(node, frame)).__name__ == kind.rpartition(".")[2]
    return not _isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.ListComp | ast.GeneratorExp)


def _is_looped(node: ast.expr, tree: ast.AST) -> bool:
    text = ast.unparse(node)
    return any(ast.unparse(loop.iter) == text for loop in _every(tree, ast.For, ast.comprehension))


def _every(tree: ast.AST, *kinds: Any) -> list[Any]:
    return [node for node in ast.walk(tree) if _isinstance(node, kinds)]


# --- brackets without a comma ---


class _Text(NamedTuple):
    """The learner's text, and the line at which it stopped."""

    tree: ast.AST
    line: int
    source: str


def _bare(node: ast.expr, kind: str, text: _Text) -> dict[str, str]:
    given = list(_origins(node, text))
    has_tuples = any(_isinstance(value, ast.Tuple) for value, _, _ in given)
    for value, call, owner in given:
        plain = _isinstance(value, ast.Name | ast.Attribute | ast.Constant)
        of_other = _isinstance(value, ast.Name) and value.id == "self" and owner != kind
        if (plain or has_tuples) and not of_other and _is_in_brackets(value, call, text.source):
            return {"bare": f"({ast.unparse(value)})"[:60], "bare_line": _str(value.lineno)}
    return {}


def _origins(node: Any, text: _Text) -> Iterator[tuple[Any, Any, str]]:
    """Each value that a name, or an attribute of that name, is given, the call that hands it over, and the class around."""
    is_name, (around, here) = _isinstance(node, ast.Name), _function_at(text)
    for owner, function, inner in _within(text.tree):
        if not _isinstance(inner, ast.Assign) or not any(_is_same(node, target) for target in inner.targets):
            continue
        if is_name and function is not here:
            continue
        yield inner.value, None, owner
        if function is not None and _isinstance(inner.value, ast.Name):
            yield from _handed(inner.value.id, function, owner, text.tree)
    if is_name and here is not None:
        yield from _handed(node.id, here, around, text.tree)


def _function_at(text: _Text) -> tuple[str, Any]:
    """The innermost function in which the line stands, and the class of that."""
    found: tuple[str, Any] = ("", None)
    for owner, _, node in _within(text.tree):
        if _isinstance(node, ast.FunctionDef) and node.lineno <= text.line <= (node.end_lineno or 0):
            found = owner, node
    return found


def _within(tree: Any) -> Iterator[tuple[str, Any, Any]]:
    """(class, function, node) of each node: the innermost class and function in which it stands."""

    def walk(node: Any, owner: str, function: Any) -> Iterator[tuple[str, Any, Any]]:
        yield owner, function, node
        owner = node.name if _isinstance(node, ast.ClassDef) else owner
        function = node if _isinstance(node, ast.FunctionDef) else function
        for inner in ast.iter_child_nodes(node):
            yield from walk(inner, owner, function)

    yield from walk(tree, "", None)


def _is_same(node: Any, target: Any) -> bool:
    match node, target:
        case (ast.Attribute(_, one), ast.Attribute(_, other)) | (ast.Name(one), ast.Name(other)):
            return bool(one == other)
    return False


def _handed(name: str, function: Any, owner: str, tree: ast.AST) -> Iterator[tuple[Any, Any, str]]:
    """What calls of the function hand over under that name, and its default."""
    names = [one.arg for one in function.args.args]
    if name not in names:
        return
    place = names.index(name)
    defaults = [None] * (_len(names) - _len(function.args.defaults)) + function.args.defaults
    if defaults[place] is not None:
        yield defaults[place], None, owner
    place -= names[0] == "self"
    called = owner if function.name == "__init__" else function.name
    for around, _, node in _within(tree):
        if _isinstance(node, ast.Call) and called in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            given = [*node.args[place : place + 1], *(one.value for one in node.keywords if one.arg == name)]
            yield from ((one, node, around) for one in given)


def _is_in_brackets(node: Any, call: Any, source: str) -> bool:
    """Whether round brackets of its own stand around an expression: more than those of the call."""
    if _isinstance(node, ast.Tuple | ast.GeneratorExp):
        return False
    lines = [line.encode("utf-8") for line in python_lines(source, keepends=True)]
    before = b"".join([*lines[: node.lineno - 1], lines[node.lineno - 1][: node.col_offset]])
    behind = b"".join([lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno :]])
    opened, closed = re.search(rb"[(\s]*$", before), re.match(rb"[)\s]*", behind)
    alone = call is not None and _len(call.args) + _len(call.keywords) == 1
    return min(opened[0].count(b"(") if opened else 0, closed[0].count(b")") if closed else 0) > alone
