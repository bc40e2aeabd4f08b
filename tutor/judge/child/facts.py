"""What one kind of exception has to tell beside its names, and what the learner's text shows of it."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from tutor.judge.child.calls import describe_call
from tutor.judge.child.handed import describe_handed, describe_values
from tutor.judge.child.indices import describe_index
from tutor.judge.child.iterated import describe_iterated
from tutor.judge.child.looking import Segment, ValueOf
from tutor.judge.child.parts import describe_part
from tutor.judge.child.recursion import describe_recursion
from tutor.judge.child.rereads import describe_reread
from tutor.judge.child.texts import describe_text
from tutor.judge.child.unpacked import describe_unpacked
from tutor.lines import python_lines

_isinstance, _len = isinstance, len


def describe_facts(
    error: Any, own: TracebackType | None, code: str, source: str, segment: Segment, value_of: ValueOf
) -> dict[str, str]:
    """Fact -> its text; "" where there is nothing to tell of one. own: the innermost level in the learner's file."""
    if _isinstance(error, RecursionError):
        return describe_recursion(error, own, source, segment)
    frame = own.tb_frame if own is not None else None
    told = describe_text(error, frame, source) | describe_reread(error, own, source)
    for found in (describe_index(error, code, frame, value_of), describe_call(error, code, own, value_of)):
        if found:
            return told | found
    told |= _describe_refusal(own, source)
    told |= describe_part(error, code, frame, value_of) | describe_values(error, code, own, value_of)
    told |= describe_iterated(error, code, own, source, value_of) | describe_unpacked(error, own, source, value_of)
    return told | describe_handed(error, code, own, value_of)


def _describe_refusal(own: TracebackType | None, source: str) -> dict[str, str]:
    """Whether a `raise` of the learner's own stands in the line, behind a question."""
    lines = python_lines(source)
    if own is None or own.tb_next is not None or not 0 < own.tb_lineno <= _len(lines):
        return {}
    line = lines[own.tb_lineno - 1]
    above = [one for one in lines[: own.tb_lineno - 1] if one.strip() and _indent(one) < _indent(line)]
    asked = above and above[-1].lstrip().startswith(("if", "elif", "else"))
    return {"refuses": "yes"} if asked and line.lstrip().startswith("raise ") else {}


def _indent(line: str) -> int:
    return _len(line) - _len(line.lstrip())
