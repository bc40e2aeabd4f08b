"""What an exercise's own text comes to, found with NumPy and by numerical differences: no rule of the tutor is used."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.layers import Convolution, Pooling
from engine.layers.windows import im2col
from tutor.practice.exercise import DrillKind, Exercise

STEP = 1e-5


def relu(x: Any) -> Any:
    return np.maximum(x, 0)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def softmax(x: Any) -> Any:
    powers = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def cross_entropy(y: Any, t: Any) -> Any:
    return -np.sum(t * np.log(y)) / len(y)


NAMES = {
    "relu": relu,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "cross_entropy": cross_entropy,
    "sum": np.sum,
    "im2col": im2col,
    "Convolution": Convolution,
    "Pooling": Pooling,
}


def truth(exercise: Exercise) -> Any:
    """The right answer: a shape, "error", or a number."""
    return {DrillKind.SHAPES: shape_of, DrillKind.GRAPHS: number_on_edge, DrillKind.GRADIENTS: gradient}[exercise.kind](
        exercise
    )


def shape_of(exercise: Exercise) -> Any:
    arrays = {name: np.zeros(literal_eval(sizes)) for name, sizes in (line.split(": ") for line in exercise.given)}
    try:
        return eval(exercise.asked, {**NAMES, **arrays})
    except ValueError:
        return "error"


def number_on_edge(exercise: Exercise) -> float:
    statements, *rest = exercise.given
    if exercise.asked == "L":
        return float(computed(statements, "", 0.0))
    name, upstream = exercise.asked.removeprefix("d"), literal_eval(rest[0].removeprefix("dout = "))
    return float(upstream * difference(lambda step: computed(statements, name, step)))


def computed(statements: str, name: str, step: float) -> float:
    """L, with `step` added to one name as soon as it has its value."""
    names: dict[str, Any] = dict(NAMES)
    for statement in statements.split("; "):
        exec(statement, names)
        if statement.startswith(f"{name} ="):
            names[name] += step
    return float(names["L"])


def difference(f: Callable[[float], float]) -> float:
    return (f(STEP) - f(-STEP)) / (2 * STEP)


def gradient(exercise: Exercise) -> float:
    formula, *rest = exercise.given
    target, code = formula.split(" = ", 1)
    arrays = {name: np.array(literal_eval(text), float) for name, text in (line.split(" = ") for line in rest)}
    named = re.fullmatch(r"(?:dL/)?d(\w+)(?:\[(.*)\])?", exercise.asked)
    assert named
    name, at = named[1], tuple(literal_eval(f"({named[2]},)")) if named[2] else ()
    complete(arrays, name, code)

    def loss(step: float) -> float:
        moved = {**arrays, name: arrays[name].copy()}
        moved[name][at] += step
        came = eval(code, {**NAMES, **moved})
        return float(came if target == "L" else np.sum(arrays["dout"] * came))

    return difference(loss)


def complete(arrays: dict[str, Any], name: str, code: str) -> None:
    """What a text leaves out since it does not matter: any numbers of the right shape."""
    if "softmax" in code and "x" not in arrays:
        arrays["x"] = np.log(arrays["y"])
    if code.startswith("sigmoid") and "x" not in arrays:
        arrays["x"] = np.log(arrays["y"] / (1 - arrays["y"]))
    if "W + b" in code:
        inner = arrays["W"].shape[0] if "W" in arrays else arrays["x"].shape[1]
        arrays.setdefault("x", np.full((len(arrays["dout"]), inner), 0.5))
        arrays.setdefault("W", np.full((inner, arrays["dout"].shape[1]), 0.7))
        arrays.setdefault("b", np.full(arrays["dout"].shape[1], 0.3))
