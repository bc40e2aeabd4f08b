"""What is no number, and is reckoned with: a whole dict, a list or a tuple of Python's, a text, an object of a class."""

from __future__ import annotations

import ast
import re

from tutor.judge.diagnosis.expressions import of_kind, operands_of, parsed
from tutor.judge.diagnosis.told import Rule, Told
from tutor.model import Crash, Scene

_SIGN = re.compile(r"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: '([\w.]+)' and '([\w.]+)'")
_SEQUENCE = re.compile(r"can't multiply sequence by non-int of type '([\w.]+)'")
NUMBERS = ("int", "float", "complex", "bool", "ndarray", "NoneType")
KEYS = {"dict": "dict", "list": "list", "tuple": "tuple", "str": "text"}


def _reckoned(crash: Crash, scene: Scene) -> Told | None:
    """Which side of the sign it is, is told by its type; where both are of the same, it is the left one."""
    said = _SIGN.match(crash.text)
    if crash.type != "TypeError" or said is None or not crash.own:
        return None
    sides = [(kind, code) for kind, code in zip(said.groups()[1:], _sides(scene.code), strict=False) if _is_odd(kind)]
    if not sides:
        return None
    kind, code = sides[0]
    held = next((one.detail for one in scene.held if one.name == code), "")
    if kind == "str" and not held:
        return None
    told = {"name": code, "code": scene.code, "sign": said[1].rstrip("="), "class": kind, "text": held}
    return f"run.reckoned-{KEYS.get(kind, 'object')}", told


def _is_odd(kind: str) -> bool:
    return kind not in NUMBERS and not kind.startswith("numpy") and kind not in ("function", "method", "type", "module")


def _sides(code: str) -> tuple[str, str] | tuple[()]:
    match parsed(code):
        case ast.Expr(ast.BinOp(left, _, right)) | ast.AugAssign(left, _, right):
            return ast.unparse(left), ast.unparse(right)
    return ()


def _text_among_arrays(crash: Crash, scene: Scene) -> Told | None:
    """NumPy's own words for it: no loop for a type such as <U1."""
    if "did not contain a loop" not in crash.text or "dtype('<U" not in crash.text:
        return None
    found = next((one for one in scene.held if one.kind == "text"), None)
    return ("run.reckoned-text", {"name": found.name, "code": scene.code, "text": found.detail}) if found else None


def _sequence_times(crash: Crash, scene: Scene) -> Told | None:
    """Several values times a number: a list of Python's, or the pair that a layer gave back."""
    if crash.type != "TypeError" or not _SEQUENCE.match(crash.text):
        return None
    found = next((one for one in of_kind(scene, "list", "tuple") if one.name in operands_of(scene.code)), None)
    return (f"run.reckoned-{found.kind}", {"name": found.name, "code": scene.code}) if found else None


def _taken_apart(crash: Crash, scene: Scene) -> Told | None:
    """An assignment with more or fewer names than what it takes apart has values."""
    facts = dict(scene.facts)
    if "keys" in facts:
        return "run.unpacked-keys", {"name": facts["keys"]}
    if crash.type != "ValueError" or "unpacked" not in facts:
        return None
    told = {"value": facts["unpacked"], "wanted": int(facts["wanted"])}
    if "shape_of" in facts:
        return "run.unpacked-shape", {**told, "name": facts["shape_of"], "shape": facts["shape"]}
    return ("run.unpacked-few", {**told, "got": int(facts["got"])}) if facts.get("got") else ("run.unpacked-many", told)


RULES: tuple[Rule, ...] = (_reckoned, _text_among_arrays, _sequence_times, _taken_apart)
