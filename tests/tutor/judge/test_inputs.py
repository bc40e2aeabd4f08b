"""What went in stands beside what was observed, once for each case."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np

from engine.checking import Draw, check_function, check_layer
from tutor.judge.child.inputs import LARGEST, note_inputs

FILE = "solution.py"
FUNCTION = "def double(x, factor=2.0):\n    inner(x + 1)\n    x *= factor\n    return x\n\ndef inner(z):\n    return z\n"
LAYER = """
class Scale:
    def __init__(self, W):
        self.W = W
    def forward(self, x):
        self.x = x
        return x * self.W
    def backward(self, dout):
        self.dW = (dout * self.x).sum(axis=0)
        return dout * self.W
"""


def module_of(text: str) -> ModuleType:
    module = ModuleType("learner")
    exec(compile(text, FILE, "exec"), module.__dict__)
    return module


def given(checks: Any, text: str) -> dict[str, Any]:
    seen = note_inputs(checks(module_of(text), Draw(0)), FILE)
    return {one.name: one.value for one in seen if one.name.endswith("/given")}


def doubled(module: Any, draw: Draw, size: int = 3) -> Any:
    yield from check_function(lambda x: module.double(x), args={"x": (size,)}, case="case", draw=draw)


def scaled(module: Any, draw: Draw) -> Any:
    args = {"x": (3, 4), "W": (4,)}
    yield from check_layer(make=lambda W: module.Scale(W), args=args, grads={"W": "dW"}, case="N=3", draw=draw)


def test_an_argument_is_noted_as_it_was_before_the_call() -> None:
    assert np.array_equal(given(doubled, FUNCTION)["case/x/given"], Draw(0).at("case")("x", 3))


def test_what_the_code_calls_by_way_of_other_code_is_not_noted() -> None:
    text = "def summed(x):\n    return sum(map(inner, x))\n\ndef inner(z):\n    return z\n"

    def checks(module: Any, draw: Draw) -> Any:
        yield from check_function(lambda x: module.summed(x), args={"x": (3,)}, case="case", draw=draw)

    assert set(given(checks, text)) == {"case/x/given"}


def test_nobody_listens_once_the_observations_are_over() -> None:
    before = sys.gettrace()
    given(doubled, FUNCTION)
    assert sys.gettrace() is before


def test_an_argument_left_out_is_noted_with_its_usual_value() -> None:
    assert given(doubled, FUNCTION)["case/factor/given"] == 2.0


def test_what_the_code_calls_by_itself_is_not_noted() -> None:
    assert "case/z/given" not in given(doubled, FUNCTION)


def test_a_layer_has_its_weights_its_input_and_dout_noted() -> None:
    found = given(scaled, LAYER)
    assert {name: value.shape for name, value in found.items()} == {
        "N=3/x/given": (3, 4),
        "N=3/W/given": (4,),
        "N=3/dout/given": (3, 4),
    }


def test_the_observations_themselves_stay_as_they_are() -> None:
    plain = [one.name for one in scaled(module_of(LAYER), Draw(0))]
    seen = [one.name for one in note_inputs(scaled(module_of(LAYER), Draw(0)), FILE) if not one.name.endswith("/given")]
    assert seen == plain


def test_what_is_too_large_to_look_through_is_left_out() -> None:
    def large(module: Any, draw: Draw) -> Any:
        yield from doubled(module, draw, LARGEST + 1)

    assert "case/x/given" not in given(large, FUNCTION)
