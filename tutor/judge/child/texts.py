"""What the learner's text shows about an exception: what its lines assign, loop over, and turn round."""

from __future__ import annotations

import ast
import re
from types import FrameType
from typing import Any

_COMMA = re.compile(r"(?:^|[;:])[ \t]*(\w+)[ \t]*=[ \t]*-?\d+,[ \t]?\d+[ \t]*(?:#.*|;.*)?$", re.M)
_BACKWARDS = ("reversed(", "[::-1]", ".reverse()")
_isinstance, _str, _len = isinstance, str, len


def describe_text(error: Any, frame: FrameType | None, source: str) -> dict[str, str]:
    """assigned: a line gives the attribute that is missing, or a method of its name. in_method: the place is in a method.
    arguments: those of the function. looped: names that loops set. commas: names with a number that has a comma in it.
    kept: attributes that some line gives another value than None. reversed: something is gone through backwards.
    gradients: names with a `d` in front of another name. overwritten: `x 12 self.x`, where line 12 puts that into the
    argument x of the function, and no other line does.
    """
    nodes: list[Any] = list(ast.walk(ast.parse(source)))
    told = {
        "looped": _names(node.target for node in nodes if _isinstance(node, ast.For | ast.comprehension)),
        "commas": ", ".join(_COMMA.findall(source))[:200],
        "kept": ", ".join(_kept(nodes))[:200],
        "gradients": ", ".join(_gradients(nodes))[:200],
        "reversed": "yes" * any(sign in source for sign in _BACKWARDS),
    }
    if frame is not None:
        code = frame.f_code
        told["in_method"] = "yes" * ("." in code.co_qualname.rpartition("<locals>.")[2])
        told["arguments"] = ", ".join(code.co_varnames[: code.co_argcount])[:200]
        told["overwritten"] = ", ".join(_overwritten(nodes, frame))[:200]
    if _isinstance(error, AttributeError):
        told["assigned"] = "yes" * any(_gives(node, error.name or "") for node in nodes)
    return told


def _overwritten(nodes: list[Any], frame: FrameType) -> list[str]:
    code = frame.f_code
    own = set(code.co_varnames[: code.co_argcount])
    within = [node for node in nodes if _isinstance(node, ast.FunctionDef) and node.lineno == code.co_firstlineno]
    lines: dict[str, list[str]] = {}
    for node in (inner for function in within for inner in ast.walk(function)):
        match node:
            case ast.Assign([ast.Name(name)], ast.Attribute() as given) if name in own:
                lines.setdefault(name, []).append(f"{name} {node.lineno} {ast.unparse(given)}")
    return [told[0] for told in lines.values() if _len(told) == 1]


def _gives(node: Any, name: str) -> bool:
    if _isinstance(node, ast.Attribute):
        return bool(node.attr == name and _isinstance(node.ctx, ast.Store))
    return bool(_isinstance(node, ast.FunctionDef) and node.name == name)


def _names(targets: Any) -> str:
    nodes: list[Any] = [node for target in targets for node in ast.walk(target)]
    return ", ".join(dict.fromkeys(node.id for node in nodes if _isinstance(node, ast.Name)))[:200]


def _kept(nodes: list[Any]) -> list[str]:
    found: dict[str, None] = {}
    for node in nodes:
        match node:
            case ast.Assign(_, ast.Constant(None)):
                continue
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if len(targets) == len(values):
                given: list[Any] = [one for one, value in zip(targets, values, strict=True) if not _is_none(value)]
                found |= dict.fromkeys(one.attr for one in given if _isinstance(one, ast.Attribute))
            case ast.Assign(targets, _):
                parts = [part for target in targets for part in getattr(target, "elts", [target])]
                found |= dict.fromkeys(part.attr for part in parts if _isinstance(part, ast.Attribute))
    return list(found)


def _is_none(node: Any) -> bool:
    return bool(_isinstance(node, ast.Constant) and node.value is None)


def _gradients(nodes: list[Any]) -> list[str]:
    """`dW`, where there is a `W`: an attribute, or an argument."""
    known = dict.fromkeys(node.attr if _isinstance(node, ast.Attribute) else node.arg for node in nodes if _has_name(node))
    return [name for name in known if name.startswith("d") and name[1:] in known]


def _has_name(node: Any) -> bool:
    return _isinstance(node, ast.Attribute | ast.arg)
