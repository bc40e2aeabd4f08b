"""What an assignment takes apart, where it has more or fewer values than there are names for."""

from __future__ import annotations

import ast
import re
from types import FrameType, TracebackType
from typing import Any

import numpy as np

from tutor.judge.child.looking import ValueOf

_SAID = re.compile(r"(not enough|too many) values to unpack \(expected (?:at least )?(\d+)(?:, got (\d+))?\)")
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_unpacked(error: BaseException, own: TracebackType | None, source: str, value_of: ValueOf) -> dict[str, str]:
    """unpacked: the expression, as it is written. wanted: how many values. got: how many it has, where they are too few.

    shape: of the array whose shape it is, and shape_of: that array. keys: a loop takes apart the keys of that dict.
    Empty for any other exception.
    """
    said = _SAID.match(_str(error)[:200]) if _type(error) is ValueError else None
    if said is None or own is None or own.tb_next is not None:
        return {}
    here = [node for node in _takers(ast.parse(source)) if node.lineno == own.tb_lineno]
    if _len(here) != 1:
        return {}
    if _isinstance(here[0], ast.For):
        over = here[0].iter
        return {"keys": ast.unparse(over)[:60]} if _type(value_of(over, own.tb_frame)) is dict else {}
    value = here[0].value
    told = {"unpacked": ast.unparse(value)[:60], "wanted": said[2], "got": (said[3] or "") * (said[1] == "not enough")}
    return told | _shaped(value, own.tb_frame, value_of)


def _takers(tree: ast.AST) -> list[Any]:
    """The assignments and loops with several names."""
    found: list[Any] = [node for node in ast.walk(tree) if _isinstance(node, ast.Assign | ast.For)]
    targets = [node.targets[0] if _isinstance(node, ast.Assign) else node.target for node in found]
    return [node for node, one in zip(found, targets, strict=True) if _isinstance(one, ast.Tuple | ast.List)]


def _shaped(value: ast.expr, frame: FrameType, value_of: ValueOf) -> dict[str, str]:
    match value:
        case ast.Attribute(owner, "shape") | ast.Call(ast.Attribute(ast.Name("np"), "shape"), [owner]):
            array = value_of(owner, frame)
            if _type(array) is np.ndarray:
                return {"shape": _str(array.shape)[:40], "shape_of": ast.unparse(owner)[:40]}
    return {}
