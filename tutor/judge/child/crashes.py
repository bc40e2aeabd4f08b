"""Exceptions of a learner's code, described by what concerns the learner: type, text, and their own lines.

Of shapes that do not fit also the operands, by the names that the learner gave them; of any what stood around it (`scenes`).
"""

from __future__ import annotations

import ast
import sys
from itertools import islice
from types import TracebackType
from typing import Any

import numpy as np

from tutor.judge.child.memory import find_holder, is_for_memory, keep_reserve, let_reserve_go
from tutor.judge.child.modules import lines_of
from tutor.judge.child.parts import part_of
from tutor.judge.child.scenes import describe_scene, segment, value_of

MAX_TEXT = 500
MAX_FRAMES = 8
MAX_BASES = 16
MAX_OPERANDS = 4
MAX_CODE = 80
MAX_SAID = 500  # characters of an exception's text: more than NumPy ever says of shapes
_SIGNS = (
    *("broadcast", "mismatch in its core dimension", "not aligned", "dimensions except for the concatenation axis"),
    *("cannot reshape", "axes don't match", "index did not match", "too many indices"),
)

_isinstance, _type, _str, _len = isinstance, type, str, len
_MemoryError, _modules = MemoryError, sys.modules


def describe_crash(error: BaseException, file: str, *, briefly: bool = False) -> dict[str, Any]:
    """A JSON-ready description; only frames of `file`, the learner's, are kept.

    briefly: without what stood around it, which takes longer to find out than most checks do: milliseconds.
    """
    if briefly:
        return _told(error, file)
    if not is_for_memory(error):
        return _described(error, file)
    let_reserve_go()
    told = _described(error, file) | ({} if _isinstance(error, _MemoryError) else {"type": "MemoryError", "text": ""})
    told |= {} if told["frames"] else {"type": "MemoryError"} | _held(error, file)
    keep_reserve()
    return told


def _held(error: BaseException, file: str) -> dict[str, Any]:
    """What holds the memory, where no line of the learner's asked for the last of it: its first line, and its name."""
    try:
        found = find_holder(error.__traceback__, _modules.get("learner"), "".join(lines_of(file)))
    except BaseException:  # noqa: BLE001 - as below
        return {}
    return {"frames": [["<module>", found["line"]]], "scene": {"name": found["name"]}} if found else {}


def _described(error: BaseException, file: str) -> dict[str, Any]:
    return _told(error, file) | _shape_error(error, file) | _scene(error, file)


def _told(error: BaseException, file: str) -> dict[str, Any]:
    frames, own = _frames(error.__traceback__, file)
    if isinstance(error, SyntaxError) and error.filename == file:
        frames, own = [_syntax_frame(error)], True
    kept = frames if _len(frames) <= MAX_FRAMES else frames[:4] + frames[-4:]
    told = {"kind": "crash", "type": _type(error).__name__[:80], "text": _safe_text(error), "frames": kept, "own": own}
    return told | _bases(error)


def _bases(error: BaseException) -> dict[str, Any]:
    """Of an exception of the learner's own: which of Python's exceptions it is, too."""
    names = [base.__name__ for base in _type(error).__mro__[1:MAX_BASES] if base.__module__ == "builtins"]
    own = _type(error).__module__ != "builtins"
    return {"bases": names[: names.index("Exception")]} if own and "Exception" in names else {}


def _shape_error(error: BaseException, file: str) -> dict[str, Any]:
    """More about shapes that do not fit, where that can be found out."""
    try:
        return shape_error(error, _innermost(error.__traceback__, file), "".join(lines_of(file)))
    except BaseException:  # noqa: BLE001 - the learner's own objects may do anything; the plain description stands
        return {}


def _scene(error: BaseException, file: str) -> dict[str, Any]:
    """What stood around it, where that can be found out."""
    try:
        trace = error.__traceback__
        return describe_scene(error, _innermost(trace, file), _last(trace), "".join(lines_of(file)))
    except BaseException:  # noqa: BLE001 - as above
        return {}


def _last(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace


def _innermost(trace: TracebackType | None, file: str) -> TracebackType | None:
    found = None
    while trace is not None:
        found = trace if trace.tb_frame.f_code.co_filename == file else found
        trace = trace.tb_next
    return found


def _frames(trace: TracebackType | None, file: str) -> tuple[list[list[Any]], bool]:
    found: list[list[Any]] = []
    own = False
    while trace is not None:
        own = trace.tb_frame.f_code.co_filename == file
        if own:
            found.append(_frame(trace))
        trace = trace.tb_next
    return found, own


def _frame(trace: TracebackType) -> list[Any]:
    code = trace.tb_frame.f_code
    position = next(islice(code.co_positions(), trace.tb_lasti // 2, None), (None,) * 4)
    line, end_line, column, end_column = position
    if None in position:
        return [code.co_name[:80], trace.tb_lineno]
    here, there = _characters(code.co_filename, line, column), _characters(code.co_filename, end_line, end_column)
    return [code.co_name[:80], line, here, end_line, there]


def _characters(file: str, line: int | None, column: int | None) -> int:
    """Positions in code objects count UTF-8 bytes; an editor counts characters."""
    lines = lines_of(file)
    text = lines[line - 1] if line and line <= _len(lines) else ""
    return _len(text.encode("utf-8")[: column or 0].decode("utf-8", "ignore"))


def _syntax_frame(error: SyntaxError) -> list[Any]:
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    end_line = error.end_lineno or line
    end_column = max((error.end_offset or 0) - 1, column + 1) if end_line == line else column + 1
    return ["<module>", line, column, end_line, end_column]


def _safe_text(error: BaseException) -> str:
    """What the exception says, where its own code can be trusted to say it."""
    try:
        first = error.args[0] if error.args else ""
        text = error.msg if isinstance(error, SyntaxError) else first if _type(first) is _str else _str(error)
        return text[:MAX_TEXT].strip() if _type(text) is _str else ""  # NumPy ends some with a space
    except BaseException as fault:  # noqa: BLE001 - __str__ may be the learner's own and do anything
        return f"<its text raised {_type(fault).__name__}>"


# --- shapes that do not fit ---


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
    found = [(ast.unparse(node), _value_of(node, trace)) for node in _operands(code)]
    shown = [[name[:60], [*value.shape][:8]] for name, value in found if _isinstance(value, np.ndarray)]
    return {"code": code, "operands": shown[:MAX_OPERANDS]} if shown and _len(code) <= MAX_CODE else {}


def _value_of(node: ast.expr, trace: TracebackType) -> Any:
    """Of a name, or of a part of an array that has one."""
    value = value_of(node, trace.tb_frame)
    return part_of(node, trace.tb_frame, value_of) if value is None else value


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
