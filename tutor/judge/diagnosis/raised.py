"""What an exception means: from its type, its text and what stood around it to the cause, and to the cure.

Each rule names one slip and is asked in turn. A rule speaks only where the facts of the frame bear it out; where none does,
the exception is told as Python tells it.
"""

from __future__ import annotations

import re

from tutor.judge.diagnosis import called, calls, nothing, out_of_range, reckoned
from tutor.judge.diagnosis.expressions import arguments_of, callee_of, count_of, listed, of_kind
from tutor.judge.diagnosis.told import Rule, Told
from tutor.judge.numbers import shown_shape
from tutor.model import Crash, Held, Scene

PLAIN = ("number", "list", "tuple", "dict")
VIEWS = {"dict_values": ".values()", "dict_keys": ".keys()", "dict_items": ".items()"}
OF_GENERATOR = {"randint": "integers", "rand": "random", "random_sample": "random", "randn": "standard_normal"}
GONE = ("int", "float", "bool", "object", "str", "complex", "long", "unicode")  # aliases that NumPy 1.24 took away
ELEMENTWISE = {"max": "np.maximum", "min": "np.minimum"}
SHAPED = {"np.zeros": "np.zeros_like", "np.ones": "np.ones_like", "np.empty": "np.empty_like", "np.full": "np.full_like"}
WHOLE = (
    "Cannot interpret",
    "only integer scalar arrays",
    "cannot be interpreted as an integer",
    "only length-1 arrays",
    "only integer arrays",
)


def cause(crash: Crash) -> Told | None:
    """The key of a sentence and its facts, or None: `line` and `type` are for the caller to add."""
    return next((told for rule in RULES if (told := rule(crash, crash.scene)) is not None), None)


# --- names ---


def _alias_gone(crash: Crash, scene: Scene) -> Told | None:
    if crash.type == "AttributeError" and scene.owner == "numpy" and scene.name in GONE:
        return "run.alias-gone", {
            "name": scene.name,
            "instead": {"long": "int", "unicode": "str"}.get(scene.name, scene.name),
        }
    return None


def _keys_walked(crash: Crash, scene: Scene) -> Told | None:
    if crash.type != "AttributeError" or scene.name not in nothing.WAYS:
        return None
    found = next((one for one in of_kind(scene, "text", "tuple") if f"{one.name}.{scene.name}" in scene.code), None)
    if found is None:
        return None
    text, _, holder = found.detail.partition(" ")
    if found.kind == "text":
        return ("run.keys-walked" if holder else "run.text"), {"name": found.name, "text": text, "holder": holder}
    holder = found.detail.removeprefix("of ") if found.detail.startswith("of ") else ""
    return ("run.items-walked" if holder else "run.tuple"), {"name": found.name, "holder": holder}


def _attribute(crash: Crash, scene: Scene) -> Told | None:
    if crash.type != "AttributeError" or not scene.name:
        return None
    facts = {"owner": scene.owner, "name": scene.name, "near": scene.near, "has": scene.has or "-", "method": scene.function}
    if scene.owner == "NoneType":
        return None
    if scene.owner == "Generator" and scene.name in OF_GENERATOR:
        return "run.attribute-of-generator", {"name": scene.name, "instead": OF_GENERATOR[scene.name]}
    if scene.owner == "function" and scene.has:
        return "run.attribute-of-function", {"name": scene.name, "function": scene.has}
    if scene.owner in VIEWS:
        return "run.view-no-list", {"owner": VIEWS[scene.owner], "name": scene.name}
    if value := _of_value(scene):
        return value
    if not scene.object:
        return ("run.attribute-near" if scene.near else "run.attribute"), facts
    if scene.code == f"self.{scene.name}" and scene.name in listed(scene, "arguments"):
        return "run.attribute-argument", facts
    if scene.near:
        return "run.attribute-near", facts
    kept = nothing.is_kept_by_forward(scene.name, scene)
    if kept and scene.code.startswith("self.") and scene.name not in nothing.WAYS:
        return "run.attribute-unset", facts
    if "assigned" not in dict(scene.facts):
        return "run.attribute-none", facts
    return "run.attribute-not-yet", facts


def _of_value(scene: Scene) -> Told | None:
    """Of a number, a list or a tuple that goes by a name, where an array or an object is meant."""
    name = scene.code.removesuffix(f".{scene.name}")
    held = next((one for one in scene.held if one.name == name), None)
    if held is None or held.kind not in PLAIN or scene.near:
        return None
    told = {"code": scene.code, "owner": name, "name": scene.name}
    return "run.attribute-of-value", {**told, "held": called.describe_held(name, scene.owner, scene)}


def _name(crash: Crash, scene: Scene) -> Told | None:
    if crash.type == "UnboundLocalError" and scene.name:
        return ("run.unbound-outside" if scene.owner else "run.unbound"), {"name": scene.name}
    if crash.type != "NameError" or not scene.name:
        return None
    facts = {"name": scene.name, "near": scene.near}
    if scene.name == "np":
        return "run.name-np", facts
    if scene.name == "self":
        in_method = "in_method" in dict(scene.facts)
        return ("run.name-self-missing" if in_method else "run.name-self-outside"), {"method": scene.function}
    if scene.near and scene.near.lower() == scene.name.lower():
        return "run.name-near", facts
    if scene.has and not scene.owner and scene.has != scene.function:
        return "run.name-elsewhere", {**facts, "method": scene.function, "other": scene.has}
    key = "self" if scene.owner else "near" if scene.near else "unknown"
    return f"run.name-{key}", facts


def _key(crash: Crash, scene: Scene) -> Told | None:
    if crash.type == "KeyError" and scene.has:
        return "run.key", {"owner": scene.owner, "name": scene.name, "has": scene.has}
    return None


# --- indices, sizes, axes ---


def _index(crash: Crash, scene: Scene) -> Told | None:
    if crash.type not in ("IndexError", "TypeError"):
        return None
    if crash.text.startswith("arrays used as indices"):
        floats = (one for one in of_kind(scene, "array") if one.detail.startswith("float"))
        found = next((one for one in floats if _indexes(one, scene)), None)
        key = "run.index-one-hot" if found and "one-hot" in found.detail else "run.index-float"
        return (key, {"name": found.name}) if found else None
    if crash.text.startswith("only integers, slices"):
        number = next((one for one in of_kind(scene, "number") if _indexes(one, scene)), None)
        key = "run.index-number" if number and number.name in listed(scene, "looped") else "run.index-fraction"
        return (key, {"name": number.name, "found": number.detail}) if number else None
    if crash.text.startswith("invalid index to scalar") and not crash.own and scene.code:
        return "run.number-handed-over", {"code": scene.code}
    return None


def _indexes(one: Held, scene: Scene) -> bool:
    """Whether the name stands within square brackets."""
    inside = re.sub(r"\([^()]*\)", "", scene.code.partition("[")[2])  # what a call within them takes is no index
    return re.search(rf"(?<![\w.]){re.escape(one.name)}(?![\w.(])", inside) is not None


def _whole_wanted(crash: Crash, scene: Scene) -> Told | None:
    if crash.type != "TypeError" or not any(sign in crash.text for sign in WHOLE):
        return None
    callee, given, arrays = callee_of(scene), arguments_of(scene), [one.name for one in of_kind(scene, "array")]
    if callee in SHAPED and given.split(",")[0].strip() in arrays:
        return "run.shape-wanted", {"code": scene.code, "name": given.split(",")[0].strip(), "instead": SHAPED[callee]}
    if callee == "range" and given in arrays:
        return "run.range-array", {"name": given}
    if callee.removeprefix("np.") in ELEMENTWISE and count_of(scene.code) == 2:
        return "run.axis-wanted", {"code": scene.code, "callee": callee, "instead": ELEMENTWISE[callee.removeprefix("np.")]}
    sizes = callee in SHAPED and callee != "np.full" and count_of(scene.code) > 1
    if sizes and re.match(r"Cannot interpret '\d+'", crash.text):
        return "run.shape-apart", {"code": scene.code, "instead": f"{callee}(({given}))"}
    if callee.startswith("np.random.") and given.startswith("(") and "tuple" in crash.text:
        return "run.sizes-apart", {"code": scene.code, "instead": f"{callee}{given}"}
    return None


# --- Python's own functions and signs on arrays ---


def _decimal_comma(crash: Crash, scene: Scene) -> Told | None:
    """`-0,7` for -0.7, in a sum that then is an array."""
    told = crash.text.startswith(("The truth value", "unsupported operand"))
    pairs = [
        one for one in scene.held if one.name in listed(scene, "commas") and re.fullmatch(r"\(-?\d+, \d+\)", one.detail)
    ]
    if not told or len(pairs) != 1:
        return None
    return "run.comma", {"code": scene.code, "name": pairs[0].name, "count": 2, "held": pairs[0].detail}


def _truth(crash: Crash, scene: Scene) -> Told | None:
    if crash.type != "ValueError" or not crash.text.startswith("The truth value of an array"):
        return None
    callee = callee_of(scene)
    if callee in ELEMENTWISE:
        facts = {"code": scene.code, "name": callee, "elementwise": ELEMENTWISE[callee]}
        return ("run.truth-rows" if count_of(scene.code) == 1 else "run.truth-pair"), facts
    return ("run.truth", {"code": scene.code}) if scene.code else None


def _math(crash: Crash, scene: Scene) -> Told | None:
    callee = callee_of(scene)
    if not callee.startswith("math."):
        return None
    if crash.type == "TypeError" and any(one.kind == "array" for one in scene.held):
        return "run.math-array", {"code": scene.code, "name": callee, "instead": f"np.{callee.removeprefix('math.')}"}
    if crash.type == "ValueError" and callee.startswith("math.log"):
        return "run.math-log", {"code": scene.code}
    return None


def _caret(crash: Crash, scene: Scene) -> Told | None:
    told = "bitwise_xor" in crash.text or "operand type(s) for ^" in crash.text
    return ("run.caret", {"code": scene.code}) if crash.type == "TypeError" and told and "^" in scene.code else None


def _function_not_called(crash: Crash, scene: Scene) -> Told | None:
    """A function stands where its value is meant: reckoned with, or compared."""
    if crash.type != "TypeError" or not re.search(r"(operand|not supported).*'(function|method|type)'", crash.text):
        return None
    known = {one.name: one.detail for one in of_kind(scene, "function", "class")}
    handed = dict(scene.facts).get("handed", "")
    if not crash.own:  # whoever was called may want a function, and have tripped over something else
        return (
            ("run.function-handed", {"name": handed, "function": known.get(handed) or handed, "code": scene.code})
            if handed
            else None
        )
    bare = [name for name in known if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.(])", scene.code)]
    if len(bare) != 1:
        return None
    return "run.function-not-called", {"name": bare[0], "function": known[bare[0]] or bare[0], "code": scene.code}


def _out_by_place(crash: Crash, scene: Scene) -> Told | None:
    """keepdims by its place, which is that of the array for the result."""
    told = crash.type == "TypeError" and crash.text.startswith("return arrays must be of ArrayType")
    by_place = told and re.search(r",\s*(True|False)\s*\)", scene.code)
    reduces = callee_of(scene).rpartition(".")[2] in ("sum", "mean", "max", "min", "amax", "amin", "prod", "any", "all")
    return ("run.out-by-place", {"code": scene.code, "given": by_place[1]}) if by_place and reduces else None


# --- values ---


def _ragged(crash: Crash, scene: Scene) -> Told | None:
    told = crash.type == "ValueError" and "inhomogeneous" in crash.text
    if not told or callee_of(scene) not in ("np.array", "np.asarray", ""):
        return None
    return ("run.ragged" if re.search(r"\d,\s?\d", scene.code) or not scene.code else "run.ragged-plain"), {}


def _floating(crash: Crash, _scene: Scene) -> Told | None:
    if crash.type != "FloatingPointError":
        return None
    what, _, where = crash.text.strip().partition(" encountered in ")
    return "run.floating", {"what": what, "where": where}


def _handed_over(crash: Crash, scene: Scene) -> Told | None:
    """Shapes that do not fit inside a layer that the learner calls."""
    name, _, argument = scene.code.partition(".backward(")
    found = next((one for one in scene.held if one.name == name), None)
    operands = [shape for operand, shape in getattr(crash, "operands", ()) if operand == argument.rstrip(")")]
    if found is None or crash.own or len(operands) != 1 or crash.type != "ValueError":
        return None
    return "run.handed-over", {
        "code": scene.code,
        "class": found.kind,
        "name": argument.rstrip(")"),
        "shape": shown_shape(operands[0]),
    }


def _first_layer(crash: Crash, scene: Scene) -> Told | None:
    """The way back begun at the front: only where the shapes there do not fit either."""
    found = next((one for one in scene.held if one.detail.startswith("first of ")), None)
    if found is None or scene.code.partition("(")[0] != f"{found.name}.backward" or crash.type != "ValueError":
        return None
    if "reversed" in dict(scene.facts):  # the last of the way back, and nobody knows what is off there
        return None
    return "run.not-reversed", {"code": scene.code, "name": found.name, "class": found.kind, "holder": found.detail[9:]}


def _within_call(crash: Crash, scene: Scene) -> Told | None:
    """What went into a function of somebody else's, by its own names: nothing better is known of why it failed."""
    values, callee = dict(scene.facts).get("values"), callee_of(scene)
    if not values or not callee or crash.own or len(getattr(crash, "operands", ())) > 1 or not crash.text.strip():
        return None
    return "run.within", {"name": callee, "values": values, "text": crash.text.splitlines()[0].rstrip(". ")}


RULES: tuple[Rule, ...] = (
    *(_alias_gone, _keys_walked),
    *nothing.RULES,
    *calls.RULES,
    *(_attribute, _name, _key),
    *out_of_range.RULES,
    *(_index, _whole_wanted, _decimal_comma, _truth, _math, _caret),
    *called.RULES,
    *reckoned.RULES,
    *(_ragged, _floating),
    *(_first_layer, _handed_over, _function_not_called, _out_by_place),
    *nothing.RETURNED,
    _within_call,
)
