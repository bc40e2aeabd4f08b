"""What stood in a line whose shapes do not fit: the operands by the names that the learner gave them, with their shapes."""

from __future__ import annotations

import ast
from itertools import islice
from types import FrameType, TracebackType
from typing import Any

import numpy as np

MAX_OPERANDS = 4
MAX_CODE = 80
ARRAY_DATA = ("T", "shape", "size", "ndim")  # attributes of an array that are no methods
MAX_SAID = 500  # characters of an exception's text: more than NumPy ever says of shapes
_SIGNS = (
    *("broadcast", "mismatch in its core dimension", "not aligned", "dimensions except for the concatenation axis"),
    *("cannot reshape", "axes don't match", "index did not match", "too many indices", "out of bounds"),
)

_isinstance, _str, _vars, _len = isinstance, str, vars, len


def shape_error(error: BaseException, trace: TracebackType | None, source: str) -> dict[str, Any]:
    """`code` and `operands` of an expression of `source` that failed for its shapes; empty for any other failure.

    trace: the innermost level in the learner's own file.
    """
    if trace is None or not _isinstance(error, ValueError | IndexError):
        return {}
    said = _str(error)[:MAX_SAID]
    if not any(sign in said for sign in _SIGNS):
        return {}
    code = segment(trace, source)
    found = [(ast.unparse(node), value_of(node, trace.tb_frame)) for node in _operands(code)]
    shown = [[name[:40], [*value.shape][:8]] for name, value in found if _isinstance(value, np.ndarray)]
    return {"code": code, "operands": shown[:MAX_OPERANDS]} if shown and _len(code) <= MAX_CODE else {}


def segment(trace: TracebackType, source: str) -> str:
    """The expression at which `trace` stopped, where it stands on one line."""
    positions = trace.tb_frame.f_code.co_positions()
    line, end_line, column, end_column = next(islice(positions, trace.tb_lasti // 2, None), (None,) * 4)
    if line is None or end_line != line or column is None or end_column is None:
        return ""
    text = source.splitlines()[line - 1].encode("utf-8")
    return text[column:end_column].decode("utf-8", "ignore")


def _operands(code: str) -> list[ast.expr]:
    """The arrays that the failing operation, the outermost of its expression, was given."""
    try:
        statement = ast.parse(code).body[0]
    except (SyntaxError, IndexError):
        return []
    match statement:
        case ast.Expr(ast.BinOp(left, _, right) | ast.Compare(left, _, [right])):
            return [left, right]
        case ast.Expr(ast.Call(ast.Attribute(owner, _), arguments)):
            return [owner, *_spread(arguments)]
        case ast.Expr(ast.Call(_, arguments)):
            return _spread(arguments)
        case ast.Expr(ast.Subscript(owner, index)):
            return [owner, *_spread([index])]
        case ast.AugAssign(target, _, value):
            return [target, value]
    return []


def _spread(arguments: list[ast.expr]) -> list[ast.expr]:
    """Arguments, and what stands in a list of them: `np.concatenate([a, b])`."""
    listed = [a.elts if isinstance(a, ast.List | ast.Tuple) else [a] for a in arguments]
    return [each for one in listed for each in one]


def value_of(node: ast.expr, frame: FrameType) -> Any:
    """The value of a name, or of attributes of one, without running any code of the learner's."""
    match node:
        case ast.Name(name):
            return frame.f_locals.get(name, frame.f_globals.get(name))
        case ast.Attribute(owner, name):
            held = value_of(owner, frame)
            if _isinstance(held, np.ndarray):
                return getattr(np.ndarray, name).__get__(held) if name in ARRAY_DATA else None
            return _vars(held).get(name) if hasattr(held, "__dict__") else None
    return None
