"""A function handed over where its value is wanted: whoever was called reckons with it, and never calls it."""

from __future__ import annotations

import ast
import dis
import re
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import Any

_RECKONED = re.compile(r"(unsupported operand|not supported).*'function'")
_type, _str = type, str

ValueOf = Callable[[ast.expr, FrameType], Any]


def describe_handed(error: BaseException, code: str, own: TracebackType | None, value_of: ValueOf) -> dict[str, str]:
    """`handed`: the first argument of the call `code` that is a function, if the called one calls none that it holds."""
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
