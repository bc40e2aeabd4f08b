"""Indices and axes that are not there: which number was asked for, of what, and how many there are."""

from __future__ import annotations

import ast
import re
from typing import Any

from tutor.judge.diagnosis.expressions import parsed
from tutor.judge.diagnosis.told import Rule, Told
from tutor.judge.numbers import shown_shape
from tutor.model import Crash, Message, Scene

_AXIS = re.compile(r"axis (-?\d+) is out of bounds for array of dimension (\d+)")
_RESHAPED = re.compile(r"cannot reshape array of size (\d+) into shape \(([\d, ]+)\)")
_PUT = re.compile(
    r"(?:could not broadcast input array from shape|shape mismatch: value array of shape) (\([\d,]*\)) "
    r"(?:into shape|could not be broadcast to indexing result of shape) (\([\d,]*\))"
)
_PUT_BACK = re.compile(r"non-broadcastable output operand with shape (\([\d,]*\)) .* shape (\([\d,]*\))")
ALONG = {("2", "0"): "rows", ("2", "1"): "columns", ("1", "0"): "elements"}  # (axes, axis)


def _index(crash: Crash, scene: Scene) -> Told | None:
    facts = dict(scene.facts)
    if crash.type != "IndexError" or not crash.own or "number" not in facts:
        return None
    if facts.get("stored") and facts["size"] == "0":
        return "run.index-store-empty", {"owner": facts["owner"], "code": scene.code}
    index = facts.get("index", "")
    named = index and re.fullmatch(r"-?\d+", index) is None
    key = "asks" if not named else "holds" if facts.get("many") else "is"
    told = {"code": scene.code, "number": int(facts["number"]), "there": _there(facts), "index": index}
    return f"run.index-out.{key}", told


def _there(facts: dict[str, str]) -> Message:
    """How many there are, and what they are counted by."""
    size, number, axis = int(facts["size"]), int(facts["number"]), facts.get("axis", "0")
    kind = "characters" if facts.get("kind") == "str" else "elements" if "kind" in facts else ""
    places = Message(f"places.{kind or ALONG.get((facts.get('axes', ''), axis), 'axis')}", {"axis": axis})
    ends = (-1, -size) if number < 0 else (0, size - 1)
    told: dict[str, Any] = {"owner": facts["owner"], "size": size, "places": places, "first": ends[0], "last": ends[1]}
    return Message("there.none" if not size else "there.one" if size == 1 else "there.many", told)


def _too_many(crash: Crash, scene: Scene) -> Told | None:
    facts = dict(scene.facts)
    if crash.type != "IndexError" or not crash.own or "count" not in facts:
        return None
    told = {"code": scene.code, "owner": facts["owner"], "axes": int(facts["axes"]), "count": int(facts["count"])}
    if facts["axes"] == "0":
        return "run.index-of-number", told
    if getattr(crash, "operands", ()):  # told with the shape, by the lesson's symbols
        return None
    return "run.indices-many", {**told, "shape": Message("shape.of", {"shape": facts["shape"]}) if "shape" in facts else ""}


def _axis(crash: Crash, scene: Scene) -> Told | None:
    found = _AXIS.match(crash.text)
    if crash.type != "AxisError" or found is None or not scene.code:
        return None
    axis, count = int(found[1]), int(found[2])
    key = "none" if count == 0 else "one" if count == 1 else "many"
    return f"run.axis-out.{key}", {"code": scene.code, "axis": axis, "count": count, "last": count - 1}


def _reshape(crash: Crash, scene: Scene) -> Told | None:
    found = _RESHAPED.match(crash.text)
    if crash.type != "ValueError" or found is None or not scene.code or "reshape" not in scene.code:
        return None
    if getattr(crash, "operands", ()):
        return None
    sizes = [int(size) for size in found[2].replace(" ", "").split(",") if size]
    needed = 1
    for size in sizes:
        needed *= size
    return "run.reshape", {"code": scene.code, "held": int(found[1]), "needed": needed, "shape": shown_shape(sizes)}


def _put(crash: Crash, scene: Scene) -> Told | None:
    """An array put into a place of another shape; the expression is that place."""
    found = _PUT.match(crash.text)
    if crash.type != "ValueError" or found is None or not crash.own or not scene.code.endswith("]"):
        return None
    shapes = {"shape": _spaced(found[1]), "wanted": _spaced(found[2])}
    return "run.put", {"code": scene.code, **shapes, "bounds": _bounds(scene)}


def _put_back(crash: Crash, scene: Scene) -> Told | None:
    """`x[...] += y`, where the sum has another shape than its place."""
    found, facts = _PUT_BACK.match(crash.text), dict(scene.facts)
    match parsed(scene.code):
        case ast.AugAssign(ast.Subscript() as target, _, value) if found is not None and crash.own:
            code = {"code": ast.unparse(target), "value": ast.unparse(value)}
        case _:
            return None
    other = Message("put.other", {**code, "other": facts["added"]}) if facts.get("added") else ""
    shapes = {"shape": _spaced(found[1]), "wanted": _spaced(found[2])}
    return "run.put-back", {**code, **shapes, "other": other, "bounds": _bounds(scene)}


def _bounds(scene: Scene) -> Message | str:
    """What the names between the brackets hold, as a sentence of its own."""
    facts = dict(scene.facts)
    if not facts.get("bounds"):
        return ""
    return Message("put.below" if facts.get("below") else "put.bounds", {"bounds": facts["bounds"]})


def _spaced(shape: str) -> str:
    return re.sub(r",(?=\d)", ", ", shape)


def _axes(crash: Crash, scene: Scene) -> Told | None:
    operands = getattr(crash, "operands", ())
    if crash.type != "ValueError" or not crash.text.startswith("axes don't match") or not operands or not crash.own:
        return None
    name, shape = operands[0]
    return ("run.axes-listed", {"code": scene.code, "name": name, "axes": len(shape)}) if scene.code else None


def _subscripted(crash: Crash, scene: Scene) -> Told | None:
    """Square brackets behind a number, or behind a function."""
    signs = ("not subscriptable", "scalar variable")
    told = crash.type in ("TypeError", "IndexError") and any(sign in crash.text for sign in signs)
    if not told or not crash.own or not scene.code.endswith("]"):
        return None
    owner, kinds = scene.code.partition("[")[0], {one.name: one.kind for one in scene.held}
    if scene.code.count("[") != 1 or not owner:
        return None
    if kinds.get(owner) == "number":
        return "run.index-of-number", {"code": scene.code, "owner": owner}
    is_function = re.match(r"'(function|method|builtin_function_or_method)'", crash.text)
    return ("run.index-of-function", {"code": scene.code, "owner": owner}) if is_function else None


RULES: tuple[Rule, ...] = (_index, _too_many, _axis, _reshape, _put, _put_back, _axes, _subscripted)
