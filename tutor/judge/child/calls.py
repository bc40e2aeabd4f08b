"""A call with arguments that its function does not take: what it takes, and what was handed over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import get_close_matches
from types import FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

from tutor.judge.child.looking import ValueOf, parameters_of

MAX_TAKES, MAX_FRAMES = 120, 60
_NAME = re.compile(r"([\w.<>]+)\(\) (takes|missing|got)")
_COUNTS = re.compile(r"takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)")
_KEYWORD = re.compile(r"got an unexpected keyword argument '(\w+)'")
_TWICE = re.compile(r"got multiple values for argument '(\w+)'")
OF_NUMPY = ("axis", "axes", "keepdims", "dtype", "where", "initial", "ddof", "size", "shape", "replace", "constant_values")
ELSEWHERE = {"dim": "axis", "dims": "axis", "keepdim": "keepdims", "unbiased": "ddof"}  # PyTorch's names for the same
_POSITIONAL = 0x04  # CO_VARARGS
_isinstance, _type, _str, _len = isinstance, type, str, len


def describe_call(error: BaseException, code: str, own: TracebackType | None, value_of: ValueOf) -> dict[str, str]:
    """Facts about a TypeError for the arguments of a function that can be found; empty for any other.

    called: its name. takes: its own names for them, without the object that the dot hands over. given: how many came by
    place. in_code: whether the call is the one in the learner's line.
    """
    match = _NAME.match(_str(error)[:300]) if _type(error) is TypeError else None
    if match is None:
        return {}
    frame = own.tb_frame if own is not None else None
    node = _call(code) if own is not None and own.tb_next is None else None
    function = _find_function(match[1], node, frame, error.__traceback__, value_of)
    if function is None:
        return _of_library(match[1], _str(error)[:300])
    names = parameters_of(function)
    on_class = _is_class_call(node, frame, value_of)
    bound = "." in match[1].rpartition("<locals>.")[2] and names[:1] == ["self"] and not on_class
    told = {"called": _called(match[1]), "takes": ", ".join(_written(function)[bound:])[:MAX_TAKES]}
    told |= {"most": _str(_len(names) - bound), "on_class": on_class, "first": names[0] if names else ""}
    told |= _of_text(_str(error)[:300], bound, names)
    told["in_code"] = "yes" if function in _of_node(node, frame, value_of) or _is_named(node, match[1]) else ""
    told["self_first"] = "yes" if node is not None and bound and _hands_over_self(node) else ""
    told["uses_self"] = "yes" if "self" in function.__code__.co_names else ""
    return told


def _of_library(name: str, said: str) -> dict[str, str]:
    """A name that NumPy's functions do not have for an argument, and the one that they have."""
    found = _KEYWORD.search(said)
    near = found and (ELSEWHERE.get(found[1]) or next(iter(get_close_matches(found[1], OF_NUMPY, 1, 0.7)), None))
    return {"called": name[:60], "keyword": found[1], "in_numpy": near} if found and near else {}


def _of_text(said: str, bound: bool, names: list[str]) -> dict[str, str]:
    if found := _COUNTS.search(said):
        return {"given": _str(int(found[2]) - bound)}
    if found := _KEYWORD.search(said):
        return {"keyword": found[1], "near": next(iter(get_close_matches(found[1], names, 1, 0.6)), "")}
    if found := _TWICE.search(said):
        return {"twice": found[1]}
    return {}


def _call(code: str) -> Any:
    try:
        node: Any = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return None
    return node if _isinstance(node, ast.Call) else None


def _is_named(node: Any, name: str) -> bool:
    """Whether what is called in the line has the last name of what raised: `super().forward` is `Affine.forward`."""
    last = name.removesuffix(".__init__").rpartition(".")[2]
    return node is not None and getattr(node.func, "attr", getattr(node.func, "id", "")) == last


def _called(name: str) -> str:
    """`Affine` for `Affine.__init__`, `f` for `make.<locals>.f`."""
    return name.rpartition("<locals>.")[2].removesuffix(".__init__")[:60]


def _hands_over_self(node: Any) -> bool:
    match node:
        case ast.Call(ast.Attribute(ast.Name("self") | ast.Call(ast.Name("super"))), [ast.Name("self"), *_]):
            return True
    return False


def _is_class_call(node: Any, frame: FrameType | None, value_of: ValueOf) -> str:
    """The name of the class in `Affine.forward(x)`."""
    match node:
        case ast.Call(ast.Attribute(owner, _)) if frame is not None and _isinstance(value_of(owner, frame), type):
            return ast.unparse(owner)[:40]
    return ""


def _find_function(
    name: str, node: Any, frame: FrameType | None, trace: TracebackType | None, value_of: ValueOf
) -> FunctionType | None:
    """The function of that qualified name, among what the call names and what the frames of the exception hold."""
    seen = [*_of_node(node, frame, value_of), *_of_frames(name, trace)]
    return next((one for one in seen if _type(one) is FunctionType and one.__qualname__ == name), None)


def _of_node(node: Any, frame: FrameType | None, value_of: ValueOf) -> Iterator[Any]:
    match node:
        case ast.Call(ast.Attribute(owner, method)) if frame is not None:
            held = value_of(owner, frame)
            yield from _in_classes(held if _isinstance(held, type) else _type(held), method)
            yield value_of(node.func, frame)
        case ast.Call(ast.Name()) if frame is not None:
            held = value_of(node.func, frame)
            yield held
            yield getattr(held, "__func__", None) if _type(held).__name__ == "method" else None
            if _isinstance(held, type):
                yield from _in_classes(held, "__init__")


def _in_classes(kind: type, method: str) -> Iterator[Any]:
    yield from (vars(one).get(method) for one in kind.__mro__)


def _of_frames(name: str, trace: TracebackType | None) -> Iterator[Any]:
    *owners, last = name.rpartition("<locals>.")[2].split(".")
    for _ in range(MAX_FRAMES):
        if trace is None:
            return
        frame, trace = trace.tb_frame, trace.tb_next
        held = [*frame.f_locals.values(), *frame.f_globals.values()]
        for value in held:
            if not owners:
                yield value if _type(value) is FunctionType and value.__name__ == last else None
                yield vars(value).get(last) if _isinstance(value, ModuleType) else None
                continue
            found = vars(value).get(owners[-1]) if _isinstance(value, ModuleType) else value
            kind = found if _isinstance(found, type) else _type(found)
            if kind.__name__ == owners[-1]:
                yield from _in_classes(kind, last)


def _written(function: FunctionType) -> list[str]:
    """`x`, `axis=None`, `*more`: as `def` has them."""
    names, values = parameters_of(function), function.__defaults__ or ()
    plain = [_str(one) if _type(one) in (int, float, bool, type(None)) else "..." for one in values]
    first = _len(names) - _len(plain)
    shown = [name if number < first else f"{name}={plain[number - first]}" for number, name in enumerate(names)]
    flags, count = function.__code__.co_flags, _len(names)
    alone = list(function.__code__.co_varnames[count : count + function.__code__.co_kwonlyargcount])
    return [*shown, *(["*..."] if flags & _POSITIONAL else []), *(f"{name}=..." for name in alone)]
