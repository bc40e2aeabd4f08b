"""Expressions made of what is known in a case: the inputs, what the usual functions make of them, and their products.

Each is a piece of NumPy as a learner would write it, with its values in every sight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample, known_in_all

MOST_NAMES = 8
FEW = 4
MOST_ELEMENTS = 400  # of a value that is worth taking apart: a learner waits for it

Values = tuple[Any, ...]  # one array for each sight


@dataclass(frozen=True, slots=True)
class Unit:
    """An expression and its values."""

    code: str
    values: Values
    single: bool = True  # needs no brackets beside an operator

    @property
    def inner(self) -> str:
        return self.code if self.single else f"({self.code})"

    @property
    def is_call(self) -> bool:
        return re.match(r"[\w.]+\(", self.code) is not None


def is_plain(one: Unit, other: Unit) -> bool:
    """Whether a person would write the two side by side: at most one of them is the call of a function."""
    return not (one.is_call and other.is_call)


def joined(one: Unit, sign: str, other: Unit) -> str:
    """Both in one expression, in brackets where they need them."""
    return f"{one.inner} {sign} {other.inner}"


def softmax(x: Any) -> Any:
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


CALLS: Mapping[str, Callable[[Any], Any]] = {
    "np.exp": np.exp,
    "np.log": np.log,
    "np.abs": np.abs,
    "np.tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
}
ROWS: Mapping[str, Callable[[Any], Any]] = {
    "softmax({})": softmax,
    "np.log(softmax({}))": lambda x: np.log(softmax(x)),
    "softmax(-{})": lambda x: softmax(-x),
}
SIMPLE: Mapping[str, Callable[[Any], Any]] = {
    "{}**2": np.square,
    "(1 - {})": lambda x: 1 - x,
    "(1 + {})": lambda x: 1 + x,
    "(2 - {})": lambda x: 2 - x,
    "np.log(1 + {})": lambda x: np.log(1 + x),
    "np.log(1 + np.exp({}))": lambda x: np.log(1 + np.exp(x)),
    "({} > 0)": lambda x: (x > 0).astype(float),
}


def atoms(samples: Sequence[Sample]) -> list[Unit]:
    """What is known by the same name in every sight."""
    names = known_in_all(samples)
    found = [Unit(name, tuple(sample.known[name] for sample in samples)) for name in names[:MOST_NAMES]]
    if (
        {"x", "t"} <= set(names)
        and "y" not in names
        and all(s.known["x"].shape == s.known["t"].shape != () for s in samples)
    ):
        found.append(
            Unit("softmax(x)", tuple(softmax(sample.known["x"]) for sample in samples))
        )  # what a loss makes of scores
    return [unit for unit in found if all(np.size(value) <= MOST_ELEMENTS for value in unit.values)]


def units(basic: Sequence[Unit]) -> list[Unit]:
    """The atoms, and what one operation makes of one of them, or a product of matrices of two."""
    return [*basic, *_sums(basic), *_simple(basic), *_calls(basic), *_products(basic), *_reductions(basic)]


def _sums(basic: Sequence[Unit]) -> Iterator[Unit]:
    """Sums and differences, where there are few atoms."""
    for one, other in combinations(basic, 2) if len(basic) <= FEW else ():
        for sign, join in (("+", np.add), ("-", np.subtract)):
            if all(_alike(a, b) for a, b in zip(one.values, other.values, strict=True)):
                values = tuple(join(a, b) for a, b in zip(one.values, other.values, strict=True))
                yield Unit(f"{one.code} {sign} {other.code}", values, single=False)


def _alike(one: Any, other: Any) -> bool:
    return bool(np.shape(one) == np.shape(other))


def _simple(basic: Sequence[Unit]) -> Iterator[Unit]:
    for unit, (form, function) in product(basic, SIMPLE.items()):
        yield Unit(form.format(unit.code), tuple(map(function, unit.values)))


def _calls(basic: Sequence[Unit]) -> Iterator[Unit]:
    for unit, (name, function) in product(basic, CALLS.items()):
        yield Unit(f"{name}({unit.code})", tuple(map(function, unit.values)))
    for unit, (form, function) in product(basic, ROWS.items()):
        if all(np.ndim(value) and np.size(value) for value in unit.values):
            yield Unit(form.format(unit.code), tuple(map(function, unit.values)))


def _products(basic: Sequence[Unit]) -> Iterator[Unit]:
    for one, other in product(basic, basic):
        for left, right in ((False, False), (True, False), (False, True)):
            pairs = list(zip(_turn(one, left), _turn(other, right), strict=True))
            if all(_can_multiply(a, b) for a, b in pairs):
                code = f"{one.code}{'.T' * left} @ {other.code}{'.T' * right}"
                yield Unit(code, tuple(a @ b for a, b in pairs), single=False)


def _turn(unit: Unit, turn: bool) -> Values:
    return tuple(value.T if turn and value.ndim == 2 else value for value in unit.values)


def _can_multiply(one: Any, other: Any) -> bool:
    if one.ndim not in (1, 2) or other.ndim not in (1, 2) or one.ndim + other.ndim < 3:
        return False
    return bool(one.shape[-1] == other.shape[0])


def _reductions(basic: Sequence[Unit]) -> Iterator[Unit]:
    for unit, name, axis in product(basic, ("sum", "mean", "max"), (None, 0, -1)):
        if all(np.ndim(value) > (1 if axis == 0 else 0) and np.size(value) for value in unit.values):
            reduce = getattr(np, name)
            where = "" if axis is None else f", axis={axis}, keepdims=True"
            yield Unit(
                f"np.{name}({unit.code}{where})",
                tuple(reduce(value, axis=axis, keepdims=axis is not None) for value in unit.values),
            )
