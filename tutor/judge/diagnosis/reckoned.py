"""What is no number, and is reckoned with: a whole dict, a list or a tuple of Python's, a text, an object of a class."""

from __future__ import annotations

import ast
import re

from tutor.judge.diagnosis.called import kind_of
from tutor.judge.diagnosis.expressions import of_kind, operands_of, parsed
from tutor.judge.diagnosis.told import Rule, Told
from tutor.model import Crash, Scene

_SIGN = re.compile(r"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: '([\w.]+)' and '([\w.]+)'")
_SEQUENCE = re.compile(r"can't multiply sequence by non-int of type '([\w.]+)'")
_NUMBER = re.compile(r"must be real number, not ([\w.]+)$")
NAMED = ("dict", "list", "tuple", "text")  # kinds with a sentence of their own; others are objects


def _reckoned(crash: Crash, scene: Scene) -> Told | None:
    """Which side of the sign it is, is told by its type; where both are of the same, it is the left one."""
    said = _SIGN.match(crash.text)
    if crash.type != "TypeError" or said is None or not crash.own:
        return None
    sides = zip(said.groups()[1:], _sides(scene.code), strict=False)
    of_type, code = next((side for side in sides if _is_odd(side[0])), ("", ""))
    if not of_type:
        return None
    kind = kind_of(of_type)
    held = next((one.detail for one in scene.held if one.name == code), "")
    if kind == "text" and not held:
        return None
    told = {"name": code, "code": scene.code, "sign": said[1].rstrip("="), "class": of_type, "text": held}
    return f"run.reckoned-{kind if kind in NAMED else 'object'}", told


def _is_odd(of_type: str) -> bool:
    """Whether such a thing is nothing to reckon with, and no function either, of which there is another rule."""
    plain = kind_of(of_type) in ("number", "array", "none", "module") or of_type.startswith("numpy")
    return not plain and of_type not in ("function", "method", "type")


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


def _given_to_math(crash: Crash, scene: Scene) -> Told | None:
    """A function of the module math takes one number, and was given an object."""
    said = _NUMBER.match(crash.text)
    if crash.type != "TypeError" or said is None or not crash.own or not _is_odd(said[1]):
        return None
    match parsed(scene.code):
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("math"), function), [given, *_])):
            kind = kind_of(said[1])
            told = {"name": ast.unparse(given), "function": function, "class": said[1]}
            return ("run.math-of-object", told) if kind not in NAMED else None
    return None


def _dots_on_list(crash: Crash, scene: Scene) -> Told | None:
    """`[...]` is for an array, whose numbers it replaces; a list has none of its own."""
    if crash.type != "TypeError" or not crash.text.endswith("integers or slices, not ellipsis"):
        return None
    match parsed(scene.code):
        case ast.Expr(ast.Subscript(owner)):
            return "run.dots-on-list", {"name": ast.unparse(owner)}
    return None


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


RULES: tuple[Rule, ...] = (_given_to_math, _dots_on_list, _reckoned, _text_among_arrays, _sequence_times, _taken_apart)
