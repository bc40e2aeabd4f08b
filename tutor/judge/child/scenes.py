"""What stood around an exception: the expression that failed, what its names held, and the names there were instead.

Evidence only: which mistake it speaks for is decided by the judge. Nothing of the learner's is run for it.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from types import FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

import numpy as np

from tutor.judge.child.facts import describe_facts
from tutor.judge.child.in_place import method_in_place
from tutor.judge.child.looking import parameters_of
from tutor.lines import python_lines

MAX_NAMES, MAX_HELD, MAX_CODE, MAX_LISTED = 12, 6, 80, 200
ARRAY_DATA = ("T", "shape", "size", "ndim")  # attributes of an array that are no methods
NEAR = 0.6  # how alike a name must be to be the one that was meant
NEAR_ALL = 0.8  # among all the names of NumPy or of an array
SHORT = 5  # letters from which on a name may be a slip for a like one

_TAKES = re.compile(r"(?:(\w+)\.)?(\w+)\(\) (?:takes|missing|got)")
_LOOP = re.compile(r"\s*for .+? in (.+):\s*(?:#.*)?$")
_QUOTED = re.compile(r"'([^']*)'")
_isinstance, _type, _vars, _str, _len = isinstance, type, vars, str, len


def describe_scene(
    error: BaseException, own: TracebackType | None, last: TracebackType | None, source: str
) -> dict[str, Any]:
    """JSON-ready facts about `error`; what there is nothing to say of is left out.

    own: the innermost level in the learner's own file, last: the innermost of all. source: the learner's text.
    """
    frame = own.tb_frame if own is not None else None
    code = (segment(own, source) or _looped_over(own, source)) if own is not None else ""
    held = list(_describe_names(code, frame))[:MAX_HELD] if frame is not None else []
    found = {"code": code if _len(code) <= MAX_CODE else "", "held": held, **_names(error, frame, code, source)}
    if last is not None and last is not own:
        found["unset"] = _find_unset(last.tb_frame)
    if own is not None:
        found |= {"function": own.tb_frame.f_code.co_name[:40], "given": method_in_place(own, held, source, value_of)}
    facts = describe_facts(error, own, code, source, segment, value_of)
    found["facts"] = [[key, text] for key, text in facts.items() if text]
    return {"scene": {key: value for key, value in found.items() if value}}


def segment(trace: TracebackType, source: str) -> str:
    """The expression at which `trace` stopped, where it stands on one line."""
    positions = trace.tb_frame.f_code.co_positions()
    line, end_line, column, end_column = next(islice(positions, trace.tb_lasti // 2, None), (None,) * 4)
    if line is None or end_line != line or column is None or end_column is None:
        return ""
    text = python_lines(source)[line - 1].encode("utf-8")
    return text[column:end_column].decode("utf-8", "ignore")


def _looped_over(trace: TracebackType, source: str) -> str:
    """What a loop goes over: the loop as a whole is no expression."""
    match = _LOOP.match(python_lines(source)[trace.tb_lineno - 1])
    return match[1].strip() if match else ""


# --- what the names in the expression held ---


def _describe_names(code: str, frame: FrameType) -> Iterator[list[str]]:
    """[name, kind, detail] of each name, and each attribute of one, in the expression."""
    for node in _names_in(code):
        name = ast.unparse(node)
        if _exists(node, frame):
            yield [name[:40], *_kind(value_of(node, frame), frame)]


def _names_in(code: str) -> list[ast.expr]:
    try:
        tree = ast.parse(code.strip())
    except SyntaxError:
        return []
    found: list[Any] = [node for node in ast.walk(tree) if _isinstance(node, ast.Name | ast.Attribute)]
    return found


def value_of(node: ast.expr, frame: FrameType) -> Any:
    """The value of a name, of attributes of one, or under a key, without running any code of the learner's."""
    match node:
        case ast.Name(name):
            return frame.f_locals.get(name, frame.f_globals.get(name))
        case ast.Attribute(owner, name):
            held = value_of(owner, frame)
            if _isinstance(held, np.ndarray):
                return getattr(np.ndarray, name).__get__(held) if name in ARRAY_DATA else None
            return _vars(held).get(name) if hasattr(held, "__dict__") else None
        case ast.Subscript(owner, ast.Constant(key)) if _type(key) is _str:
            held = value_of(owner, frame)
            return held.get(key) if _type(held) is dict else None
    return None


def _exists(node: ast.expr, frame: FrameType) -> bool:
    """Whether there is such a name at all: one that does not exist holds nothing, not None."""
    match node:
        case ast.Name(name):
            return name in frame.f_locals or name in frame.f_globals
        case ast.Attribute(owner, name):
            held = value_of(owner, frame)
            return (_isinstance(held, np.ndarray) and name in ARRAY_DATA) or name in _own_names(held)
    return False


def _own_names(value: Any) -> dict[str, Any]:
    return _vars(value) if not _isinstance(value, ModuleType) and hasattr(value, "__dict__") else {}


def _kind(value: Any, frame: FrameType) -> tuple[str, str]:
    if value is None:
        return "None", ""
    if _isinstance(value, np.ndarray):
        return "array", f"{value.dtype}{' one-hot' * _one_hot(value)}"
    if _isinstance(value, type):
        return "class", value.__name__[:40]
    if _isinstance(value, _str):
        return "text", f"{value[:20]} {_holder(value, frame)}".strip()
    if _isinstance(value, ModuleType | FunctionType) or callable(value):
        return "function", value.__name__[:40] if _type(value) is FunctionType else ""
    if _type(value) is tuple and _len(value) == 2 and _type(value[0]) is _str:
        return "tuple", f"of {_holder(value[0], frame)}".strip()
    if _isinstance(value, tuple) and all(_type(one) in (int, float) for one in value):
        return "tuple", _str(value)[:20]
    kind = "number" if _isinstance(value, int | float | np.generic) else _type(value).__name__[:40]
    return kind, _str(value)[:20] if kind == "number" else _place(value, frame)


def _one_hot(value: Any) -> bool:
    """Rows of noughts with a single one in each."""
    flat = value.ndim > 0 and value.size and bool(np.isin(value, (0, 1)).all())
    return bool(flat and value.shape[-1] > 1 and (value.sum(axis=-1) == 1).all())


def _containers(frame: FrameType, kind: type) -> Iterator[tuple[str, Any]]:
    """Every container of a kind that a name of the frame holds, or an attribute of its `self`."""
    own = frame.f_locals.get("self")
    names = {**frame.f_locals, **{f"self.{key}": value for key, value in _own_names(own).items()}}
    yield from ((name, value) for name, value in names.items() if _isinstance(value, kind) and _len(value) < 100)


def _holder(key: str, frame: FrameType) -> str:
    """The dictionary that has this text among its keys."""
    return next((name for name, held in _containers(frame, dict) if key in held), "")


def _place(value: Any, frame: FrameType) -> str:
    """`first of self.layers`: where an object lies that a dictionary or a list holds."""
    rows = [*((name, [*held.values()]) for name, held in _containers(frame, dict)), *_containers(frame, list)]
    return next((f"first of {name}" for name, held in rows if _len(held) > 1 and held[0] is value), "")


# --- names that were looked for, and those that there are ---


def _names(error: Any, frame: FrameType | None, code: str, source: str) -> dict[str, Any]:
    if _isinstance(error, AttributeError):
        return _of_attribute(error)
    if _isinstance(error, NameError):
        return _of_name(error, frame) | _of_other_function(error, source)
    if _isinstance(error, KeyError):
        return _of_key(error, frame, code)
    if _isinstance(error, TypeError):
        return _of_call(error)
    return {}


def _of_attribute(error: Any) -> dict[str, Any]:
    owner: Any = error.obj
    name: str = error.name or ""
    if not name:  # raised by hand, as NumPy does for names that it has given up
        owner, name = ([*_QUOTED.findall(_str(error)[:200]), "", ""])[:2]
        return {"name": name[:40], "owner": owner[:40]}
    if _isinstance(owner, FunctionType):
        return {"name": name[:40], "owner": "function", "has": owner.__name__[:40]}
    if _isinstance(owner, ModuleType | np.ndarray | np.generic) or not hasattr(owner, "__dict__"):
        title = owner.__name__ if _isinstance(owner, ModuleType) else _type(owner).__name__
        near = nearest(name, dir(_type(owner)) or dir(owner), owner)
        like = get_close_matches(name.lower(), [near.lower()], 1, NEAR_ALL)  # of hundreds of names some one is always near
        return {"name": name[:40], "owner": title[:40], "near": near if like else ""}
    kind = owner if _isinstance(owner, type) else _type(owner)
    has = [key for key in {**_vars(kind), **_vars(owner)} if not key.startswith("__")]
    data = [key for key in _vars(owner) if not key.startswith("__")]
    return {"name": name[:40], "owner": kind.__name__[:40], "object": True, "has": _join(data), "near": nearest(name, has)}


def nearest(name: str, names: list[str], owner: Any = None) -> str:
    """The name among `names`, or of the module `owner`, that may have been meant; "" if none is like it."""
    known = dir(owner) if _isinstance(owner, ModuleType) else names
    plain = [one for one in known if not one.startswith("_") or name.startswith("_")]
    same = [one for one in plain if one.lower() == name.lower()]
    close = get_close_matches(name, plain, 1, NEAR) if _len(name) > 1 else []
    return next(iter(same or close), "")[:40]


def _of_name(error: Any, frame: FrameType | None) -> dict[str, Any]:
    name = error.name or next(iter(_QUOTED.findall(_str(error))), "")
    if frame is None or _isinstance(error, UnboundLocalError):
        outside = frame is not None and (name in frame.f_globals or name in dir(builtins))
        return {"name": name[:40], "owner": "outside" if outside else ""}
    own = frame.f_locals.get("self")
    kept = name in _own_names(own) or any(name in _vars(kind) for kind in _type(own).__mro__[:-1])
    near = nearest(name, [*frame.f_locals, *frame.f_globals])
    if _len(name) < SHORT and near.lower() != name.lower():
        near = ""  # `AND` is no slip for `NAND`
    return {"name": name[:40], "owner": "self" if kept else "", "near": near}


def _of_other_function(error: Any, source: str) -> dict[str, Any]:
    """The function in which a name is assigned that is not known in this one."""
    functions: list[Any] = [node for node in ast.walk(ast.parse(source)) if _isinstance(node, ast.FunctionDef)]
    for function in functions:
        names: list[Any] = [node for node in ast.walk(function) if _isinstance(node, ast.Name)]
        if any(node.id == error.name and _isinstance(node.ctx, ast.Store) for node in names):
            return {"has": function.name[:40]}
    return {}


def _of_key(error: Any, frame: FrameType | None, code: str) -> dict[str, Any]:
    """The keys of the dictionary in `network["b1"]`."""
    nodes: list[Any] = [node for node in ast.walk(ast.parse(code or "0")) if _isinstance(node, ast.Subscript)]
    owners = [node.value for node in nodes]
    held: Any = value_of(owners[0], frame) if owners and frame is not None else None
    if not _isinstance(held, dict) or not error.args or not _isinstance(error.args[0], _str):
        return {}
    keys = [key for key in held if _isinstance(key, _str)]
    near = nearest(error.args[0], keys)
    return {"name": error.args[0][:40], "owner": ast.unparse(owners[0])[:40], "has": _join(keys), "near": near}


def _of_call(error: Any) -> dict[str, Any]:
    """Of a method that was called with too many or too few arguments: the names that it takes."""
    match = _TAKES.search(_str(error)[:200])
    if match is None:
        return {}
    owner, name = match.groups()
    kind = _find_class(owner or name, error.__traceback__)
    if kind is None:
        return {}
    function: Any = _vars(kind).get(name)
    if _isinstance(function, FunctionType):
        return {"name": name, "owner": owner, "has": _join(parameters_of(function)) or "()"}
    if owner is not None:
        return {}
    methods = [key for key, one in _vars(kind).items() if _isinstance(one, FunctionType)]  # not `__dict__`, which all have
    return {"name": "__init__", "owner": name, "near": nearest("__init__", methods)}


def _find_class(name: str, trace: TracebackType | None) -> type | None:
    """The class of that name, if one of the frames holds it, an object of it, or a module in which it stands."""
    while trace is not None:
        frame = trace.tb_frame
        for value in (frame.f_globals.get(name), *frame.f_locals.values()):
            found: Any = _vars(value).get(name) if _isinstance(value, ModuleType) else value
            kind = found if _isinstance(found, type) else _type(found)
            if kind.__name__ == name:
                return kind
        trace = trace.tb_next
    return None


def _join(names: list[str]) -> str:
    return (", ".join(name[:40] for name in names[:MAX_NAMES]) + ", ..." * (_len(names) > MAX_NAMES))[:MAX_LISTED]


# --- where a None comes from ---


def _find_unset(frame: FrameType) -> list[str]:
    """Of an exception in somebody else's method: its class, its name, and an attribute that is still None."""
    own = frame.f_locals.get("self")
    empty = [key for key in frame.f_code.co_names if key in _own_names(own) and _own_names(own)[key] is None]
    return [_type(own).__name__[:40], frame.f_code.co_name[:40], empty[0][:40]] if empty else []
