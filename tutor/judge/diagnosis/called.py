"""What cannot be called, or gone through, and is: its name, what that holds, and what was meant instead."""

from __future__ import annotations

import ast
import builtins
import re

from tutor.judge.diagnosis.expressions import listed, parsed
from tutor.judge.diagnosis.told import Rule, Told
from tutor.model import Crash, Message, Scene

KINDS = {
    **dict.fromkeys(("int", "float", "bool", "complex"), "number"),
    **dict.fromkeys(("ndarray", "numpy.ndarray"), "array"),
    **{name: name for name in ("list", "tuple", "dict", "module")},
    "str": "text",
    "NoneType": "none",
}
PICKED = ("array", "number", "list", "dict", "tuple")  # what people index, or multiply by

_CALLED = re.compile(r"'([\w.]+)' object is not callable")


def _called(crash: Crash, scene: Scene) -> Told | None:
    said, call = _CALLED.match(crash.text), parsed(scene.code)
    if crash.type != "TypeError" or said is None or not crash.own:
        return None
    match call:
        case ast.Expr(ast.Call(function, given, named)):
            name = ast.unparse(function)
        case _:
            return None
    kind = kind_of(said[1])
    told = {"name": name, "code": scene.code, "held": describe_held(name, said[1], scene)}
    return _key(name, kind, bool(given or named), scene), told


def _key(name: str, kind: str, is_given: bool, scene: Scene) -> str:
    if callable(getattr(builtins, name, None)):
        return "run.called-builtin"
    if kind not in PICKED:
        return "run.called-value"
    if name in listed(scene, "arguments"):
        return "run.called-argument"
    if not is_given:
        return "run.called-bare"
    return "run.called-number" if kind == "number" else "run.called"


def kind_of(type_name: str) -> str:
    """The kind of thing that a type, as Python's messages name it, makes; "object" of all others."""
    found = KINDS.get(type_name, "")
    return found or ("number" if type_name.startswith(("numpy.float", "numpy.int", "numpy.uint")) else "object")


def describe_held(name: str, type_name: str, scene: Scene) -> Message:
    """What a name holds, with its value where that is a number or a word."""
    kind = kind_of(type_name)
    detail = next((one.detail for one in scene.held if one.name == name and one.kind == kind), "")
    if kind in ("text", "number") and detail and " " not in detail:
        return Message(f"held.{kind}.value", {"value": detail})
    return Message(f"held.{kind}", {"class": type_name})


def _value_for_function(crash: Crash, scene: Scene) -> Told | None:
    told = crash.type == "TypeError" and crash.text.endswith("object is not callable") and not crash.own
    return ("run.value-for-function", {"code": scene.code}) if told and re.search(r"\w\(.*\w\(", scene.code) else None


def _iterated(crash: Crash, scene: Scene) -> Told | None:
    """One thing where several are wanted: to go through, to take apart, to count."""
    facts = dict(scene.facts)
    if crash.type != "TypeError" or "iterated" not in facts:
        return None
    name, bare = facts["iterated"], facts.get("bare", "")
    if facts["of_type"] in ("function", "method"):
        return "run.function-not-called", {"name": name, "function": name, "code": scene.code}
    told = {"name": name, "code": scene.code, "held": describe_held(name, facts["of_type"], scene)}
    if bare:
        return "run.brackets-no-tuple", {**told, "bare": bare, "tuple": f"{bare[:-1]},)", "where": int(facts["bare_line"])}
    if facts["of_type"] == "int" and facts.get("looped_over"):
        return "run.loop-count", told
    return ("run.iterated" if re.fullmatch(r"[A-Za-z_][\w.]*", name) else "run.iterated-plain"), told


RULES: tuple[Rule, ...] = (_called, _value_for_function, _iterated)
