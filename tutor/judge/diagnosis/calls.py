"""Calls that hand over too much, too little, or what nobody asks for: what the function takes, by its own names."""

from __future__ import annotations

import re

from tutor.judge.diagnosis.told import Facts, Rule, Told
from tutor.model import Crash, Message, Scene

OTHER_SELVES = ("self", "this", "me", "cls", "s", "_self", "obj", "_")


def _facts(crash: Crash, scene: Scene) -> Facts:
    """Empty unless the exception is of a call's arguments, and its function was found."""
    found = dict(scene.facts)
    if crash.type != "TypeError" or "called" not in found:
        return {}
    names = [one.strip() for one in found.get("takes", "").split(",") if one.strip()]
    listed = ", ".join(f"`{one}`" for one in names)
    takes = Message("takes.some", {"names": listed}) if names else Message("takes.none")
    return {**found, "name": found["called"], "takes": takes, "code": scene.code}


def _is_of_line(crash: Crash, scene: Scene) -> bool:
    """Whether the call is the one that stands in the learner's line."""
    return crash.own and bool(scene.code) and "in_code" in dict(scene.facts)


def _class_not_called(crash: Crash, scene: Scene) -> Told | None:
    if crash.type != "TypeError" or "missing" not in crash.text:
        return None
    classes = [one for one in scene.held if one.kind == "class" and f"{one.name}." in scene.code]
    found = next((one for one in classes if crash.text.startswith(f"{one.detail}.")), None)
    if found is None:
        return None
    key = "run.class-not-called" if found.name != found.detail else "run.method-of-class"
    return key, {"name": found.name, "class": found.detail, "code": scene.code}


def _self_missing(crash: Crash, scene: Scene) -> Told | None:
    """A method without the object among its parameters: it reads a `self` that it has not, or one too many came."""
    if crash.type != "TypeError" or not scene.owner:
        return None
    if scene.name == "__init__" and "takes no arguments" in crash.text:
        return ("run.init-near" if scene.near else "run.init-missing"), {"class": scene.owner, "near": scene.near}
    facts = dict(scene.facts)
    if not scene.has or not facts or facts.get("on_class"):
        return None
    one_more = facts.get("given", "") == str(int(facts["most"]) + 1) and facts.get("first") not in OTHER_SELVES
    if facts.get("first") != "self" and (facts.get("uses_self") or one_more):
        return "run.self-missing", {"class": scene.owner, "method": scene.name, "has": scene.has.removesuffix("()")}
    return None


def _too_many(crash: Crash, scene: Scene) -> Told | None:
    facts = _facts(crash, scene)
    if "given" not in facts:
        return None
    told = {**facts, "given": int(facts["given"])}
    if not crash.frames:
        return "run.arguments-of-checks", told
    if facts.get("self_first") and told["given"] == int(facts["most"]) + 1:
        return "run.self-twice", told
    if not _is_of_line(crash, scene):
        return "run.arguments-within", told
    return "run.arguments-many", told


def _keyword(crash: Crash, scene: Scene) -> Told | None:
    facts = _facts(crash, scene)
    if not facts or not ("keyword" in facts or "twice" in facts):
        return None
    if "in_numpy" in facts:
        return "run.keyword-numpy", facts
    if "keyword" in facts:
        return ("run.keyword-near" if facts.get("near") else "run.keyword-unknown"), facts
    plain = _is_of_line(crash, scene) and re.search(rf"\b{facts['twice']}\s*=[^=]", scene.code)
    return ("run.argument-twice", facts) if plain else None


def _missing(crash: Crash, scene: Scene) -> Told | None:
    found = re.search(r"(\w+|<lambda>)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", crash.text)
    if crash.type != "TypeError" or found is None:
        return None
    facts = _facts(crash, scene)
    name = found[1].strip("<>") if found[1] != "__init__" else facts.get("name", found[1])
    told = {"name": name, "missing": found[2].replace("'", "`"), "code": scene.code}
    if not crash.frames:
        return "run.argument-of-checks", told
    if facts and _is_of_line(crash, scene):
        return "run.argument-left-out", {**facts, "missing": told["missing"]}
    return "run.argument-missing", told


RULES: tuple[Rule, ...] = (_class_not_called, _self_missing, _too_many, _keyword, _missing)
