"""What a call of the learner's handed over to a function of somebody else's, which then failed."""

from __future__ import annotations

import ast
import dis
import re
from types import CodeType, FunctionType, TracebackType
from typing import Any

import numpy as np

from tutor.judge.child.looking import ValueOf

MOST, LONGEST = 6, 180  # arguments that are told, and the characters of all
_RECKONED = re.compile(r"(unsupported operand|not supported).*'function'")
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_handed(error: BaseException, code: str, own: TracebackType | None, value_of: ValueOf) -> dict[str, str]:
    """`handed`: a function in the place of its value, which the called one reckons with.

    It is the first argument of the call `code` that is a function, if the called one calls none that it holds."""
    below = own.tb_next if own is not None else None
    if own is None or below is None or below.tb_next is not None or not _RECKONED.search(_str(error)[:300]):
        return {}
    functions = [(name, one) for name, one in below.tb_frame.f_locals.items() if _type(one) is FunctionType]
    if not functions or any(_calls(below.tb_frame.f_code, name) for name, _ in functions):
        return {}
    try:
        node: Any = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return {}
    held = [one for _, one in functions]
    given = [one for one in getattr(node, "args", ()) if any(value_of(one, own.tb_frame) is each for each in held)]
    return {"handed": ast.unparse(given[0])} if len(given) == len(held) else {}


def _calls(code: CodeType, name: str) -> bool:
    """Whether a function calls what it holds under a name: then it wants a function, and stumbled over something else."""
    steps = list(dis.get_instructions(code))
    loads = [number for number, step in enumerate(steps) if step.argval == name and step.opname.startswith("LOAD_FAST")]
    beside = {steps[near].opname for number in loads for near in (number - 1, number + 1) if 0 <= near < len(steps)}
    return "PUSH_NULL" in beside


def describe_values(error: BaseException, code: str, own: TracebackType | None, value_of: ValueOf) -> dict[str, str]:
    """values: `input_shape = dout.shape = (2, 3)` for each argument of the call `code`, by the function's own names."""
    below = own.tb_next if own is not None else None
    if own is None or below is None or not _isinstance(error, ValueError | TypeError | IndexError):
        return {}
    if _str(below.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == "numpy":
        return {}
    try:
        node: Any = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return {}
    if not _isinstance(node, ast.Call) or any(_isinstance(one, ast.Starred) for one in node.args):
        return {}
    names = below.tb_frame.f_code.co_varnames[: below.tb_frame.f_code.co_argcount]
    pairs = [
        *zip(names[names[:1] == ("self",) :], node.args, strict=False),
        *((one.arg, one.value) for one in node.keywords),
    ]
    told = [text for name, value in pairs if (text := _of_argument(name, value, value_of(value, own.tb_frame)))][:MOST]
    while _len(", ".join(told)) > LONGEST:
        told.pop()
    return {"values": ", ".join(told)}


def _of_argument(name: Any, node: ast.expr, value: Any) -> str:
    """Of an array its shape; of a number, a text or a tuple of numbers the value; of others nothing."""
    written, ending = ast.unparse(node), ""
    if _type(value) is np.ndarray:
        value, ending = value.shape, ".shape"
    plain = value if _type(value) in (tuple, list) else [value]
    if not all(_type(one) in (int, float, _str) for one in plain) or _len(_str(value)) > MOST * 8:
        return ""
    both = [name + ending] if written == name else [name + ending, written + ending]
    return f"`{' = '.join(both)} = {value!r}`"
