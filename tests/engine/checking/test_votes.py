"""A second opinion on gradients: whoever's gradient check it is, it is asked once, about what ours has looked at."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.checking import Draw, Raised, check_layer
from engine.checking.probes import Voter
from engine.gradients import numerical_gradient
from engine.layers import Affine


class BiasAveraged(Affine):
    def backward(self, dout: Any) -> Any:
        dx = super().backward(dout)
        self.db = self.db / len(dout)
        return dx


def gradient_check(f: Any, x: Any, grad: Any) -> float:
    numerical = numerical_gradient(f, x)
    return float(np.max(np.abs(grad - numerical)) / np.max(np.abs(numerical)))


def votes(layer: type, check: Any = gradient_check, rows: tuple[int, ...] = (3, 1)) -> dict[str, Any]:
    def checks(draw: Draw) -> Any:
        for N in rows:
            args = {"x": (N, 4), "W": (4, 5), "b": (5,)}
            yield from check_layer(make=layer, args=args, grads={"W": "dW", "b": "db"}, case=f"N={N}", draw=draw)

    seen = checks(Draw(0, voter=Voter(check)))
    return {found.name: found.value for found in seen if found.name.endswith("/vote")}


def test_each_gradient_of_the_first_case_is_voted_on_once() -> None:
    found = votes(Affine)
    assert set(found) == {"N=3/dx/vote", "N=3/dW/vote", "N=3/db/vote"}
    assert max(found.values()) < 1e-6


def test_a_wrong_gradient_is_objected_to_and_the_right_ones_are_not() -> None:
    found = votes(BiasAveraged)
    assert math.isclose(found["N=3/db/vote"], 2 / 3, rel_tol=1e-6)
    assert max(found["N=3/dx/vote"], found["N=3/dW/vote"]) < 1e-6


def test_a_case_with_many_numbers_is_passed_over() -> None:
    assert {name.partition("/")[0] for name in votes(Affine, rows=(20, 3))} == {"N=3"}


def test_a_check_that_raises_costs_its_own_vote_alone() -> None:
    def raising(*_: Any) -> float:
        raise ZeroDivisionError

    found = votes(Affine, raising)
    assert len(found) == 3
    assert all(isinstance(value, Raised) for value in found.values())
