"""None where a value is wanted: which name holds it, and what left it there."""

from __future__ import annotations

import builtins
import re

from tutor.judge.diagnosis.expressions import arguments_of, listed, of_kind, operands_of
from tutor.judge.diagnosis.told import Rule, Told
from tutor.model import Crash, Scene

WAYS = ("forward", "backward")


def _forward_first(crash: Crash, scene: Scene) -> Told | None:
    if "NoneType" in crash.text and len(scene.unset) == 3 and scene.unset[1] == "backward":
        return "run.forward-first", {"code": scene.code, "class": scene.unset[0], "attribute": scene.unset[2]}
    return None


def _nothing(crash: Crash, scene: Scene) -> Told | None:
    if "NoneType" not in crash.text:
        return None
    empty = next((one for one in of_kind(scene, "None") if one.name in operands_of(scene.code)), None)
    if scene.given:
        name = re.sub(r"^for .+? in (.+?):.*$", r"\1", scene.code)
        return "run.none-in-place", {"name": empty.name if empty else name, "method": scene.given}
    if empty is None or not (crash.own or scene.code.startswith("np.")):
        return None
    told = {"name": empty.name, "bare": empty.name.removeprefix("self.")}
    key = _left_by(empty.name, scene)
    lost = next((one.split() for one in listed(scene, "overwritten") if one.startswith(f"{empty.name} ")), None)
    if key == "run.none-argument" and lost:
        return "run.none-overwritten", {**told, "at": int(lost[1]), "given": lost[2]}
    return key, told


def _left_by(name: str, scene: Scene) -> str:
    """The key of what is said: who reads the None, and which line should have put something else there."""
    facts, bare = dict(scene.facts), name.removeprefix("self.")
    read = next((key for key in ("rereads", "fills") if facts.get(key) == name), "")
    if read:
        return f"run.none-{read}"
    if bare == name:
        return "run.none-argument" if name in listed(scene, "arguments") else "run.none"
    if bare in listed(scene, "kept"):
        return "run.none-either"
    if bare in listed(scene, "arguments"):
        return "run.none-beside-argument"
    is_layer = scene.code.startswith(tuple(f"{name}.{way}" for way in WAYS))  # made in `__init__`, not kept
    return "run.none-kept" if is_kept_by_forward(bare, scene) and not is_layer else "run.none-unset"


def is_kept_by_forward(attribute: str, scene: Scene) -> bool:
    """Whether `forward` has to leave it for `backward`, which reads it: gradients are made in `backward` itself."""
    return scene.function == "backward" and attribute not in listed(scene, "gradients")


def _nothing_returned(crash: Crash, scene: Scene) -> Told | None:
    """None from the one call of a function of the learner's in an expression: no name in it is None."""
    if crash.type != "TypeError" or "NoneType" not in crash.text or "[" in scene.code:
        return None
    if not crash.own:
        return _callback_without_value(scene)
    calls = {
        name for name in re.findall(r"(?<![\w.])([A-Za-z_][\w.]*)\(", scene.code) if not name.startswith(("np.", "math."))
    }
    own = [name for name in calls if not _is_python(name, scene)]
    return ("run.none-returned", {"name": own[0], "code": scene.code}) if len(calls) == len(own) == 1 else None


def _is_python(name: str, scene: Scene) -> bool:
    """Whether it is a function of Python's, or a method of its lists and dictionaries: those end as they should."""
    owner = name.rpartition(".")[0]
    kinds = {one.name: one.kind for one in scene.held}
    return name in dir(builtins) or kinds.get(owner) in ("dict", "list", "tuple", "text", "array")


def _callback_without_value(scene: Scene) -> Told | None:
    """A function was handed over, and who called it got None: where it is the only one, it was that."""
    given = [one.name for one in of_kind(scene, "function") if one.name in map(str.strip, arguments_of(scene).split(","))]
    return ("run.none-from-callback", {"name": given[0], "code": scene.code}) if len(given) == 1 else None


RULES: tuple[Rule, ...] = (_forward_first, _nothing)
RETURNED: tuple[Rule, ...] = (_nothing_returned,)
