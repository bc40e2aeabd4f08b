"""A gradient on its own, while the rest of the backward is not there yet."""

from __future__ import annotations

import numpy as np
import pytest

from engine.checking import Draw, check_alone
from engine.checking.observations import Array, Observation, Raised


class Part:
    """y = x W + b; its backward is written as far as db."""

    def __init__(self, W: Array, b: Array) -> None:
        self.W, self.b = W, b
        self.db: Array = None

    def forward(self, x: Array) -> Array:
        return x @ self.W + self.b

    def backward(self, dout: Array) -> None:
        self.db = dout.sum(axis=0)


class Raising(Part):
    def backward(self, dout: Array) -> None:
        super().backward(dout)
        raise NotImplementedError


class Nothing(Part):
    def backward(self, dout: Array) -> None:
        raise NotImplementedError


class Listed(Part):
    """Book 2's form, which begins with zeros."""

    def __init__(self, W: Array, b: Array) -> None:
        super().__init__(W, b)
        self.grads = [np.zeros_like(W), np.zeros_like(b)]

    def backward(self, dout: Array) -> None:
        raise NotImplementedError


class Failing(Part):
    def backward(self, dout: Array) -> None:
        super().backward(dout)
        raise ValueError("shapes")


def alone(made: type[Part], variable: str = "b") -> Observation:
    args, grads = {"x": (4, 2), "W": (2, 3), "b": (3,)}, {"W": "dW", "b": "db"}
    (seen,) = check_alone(make=made, args=args, grads=grads, variable=variable, case="db alone", draw=Draw(1))
    return seen


@pytest.mark.parametrize("made", [Part, Raising])
def test_a_gradient_is_observed_though_the_others_are_missing(made: type[Part]) -> None:
    seen = alone(made)
    assert (seen.name, seen.stage, seen.rule) == ("db alone/db/value", "gradient", "same")
    assert np.array_equal(seen.value, Draw(1).at("db alone")("dout", (4, 3)).sum(axis=0))


def test_a_gradient_that_is_not_there_is_none() -> None:
    assert alone(Part, "W").value is None


@pytest.mark.parametrize("made", [Nothing, Listed])
def test_a_backward_that_has_not_begun_is_unfinished(made: type[Part]) -> None:
    seen = alone(made)
    assert isinstance(seen.value, Raised)
    assert isinstance(seen.value.error, NotImplementedError)


def test_another_exception_is_the_answer() -> None:
    seen = alone(Failing)
    assert isinstance(seen.value, Raised)
    assert isinstance(seen.value.error, ValueError)
