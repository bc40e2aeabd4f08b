"""A network of one's own: what is said of gradients, of the first loss, and of learning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.checking import Draw, check_own_network
from engine.checking.own_networks import FIRST, LEARNS, OTHER_SHAPE, STILL, WRONG
from engine.layers import Affine, Relu, SoftmaxWithLoss

SHAPE = (1, 4, 4)
Change = Callable[[dict[str, Any]], Mapping[str, Any]]


class Net:
    """Two layers. std: of the first weights; change: what becomes of the gradients."""

    def __init__(self, rng: np.random.Generator, std: float, change: Change) -> None:
        self.params = {
            "W1": std * rng.standard_normal((16, 12)),
            "b1": np.zeros(12),
            "W2": std * rng.standard_normal((12, 10)),
            "b2": np.zeros(10),
        }
        p = self.params
        self.layers: list[Any] = [Affine(p["W1"], p["b1"]), Relu(), Affine(p["W2"], p["b2"])]
        self.last = SoftmaxWithLoss()
        self.change = change

    def predict(self, x: Any) -> Any:
        x = x.reshape(len(x), -1)
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x: Any, t: Any) -> Any:
        return self.last.forward(self.predict(x), t)

    def gradient(self, x: Any, t: Any) -> Any:
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, _, last = self.layers
        return self.change({"W1": first.dW, "b1": first.db, "W2": last.dW, "b2": last.db})


def seen(std: float = 0.3, change: Change = lambda grads: grads) -> dict[str, Any]:
    """Variable and what -> value."""

    def build(_: tuple[int, int, int], rng: np.random.Generator) -> Net:
        return Net(rng, std, change)

    found = check_own_network(build, SHAPE, case="case", draw=Draw(3))
    return {one.name.removeprefix("case/"): one.value for one in found}


def test_a_right_network_is_right_in_all_of_it() -> None:
    found = seen()
    assert (found[f"{WRONG}/value"], found[f"{STILL}/value"]) == ("none", "none")
    assert found[f"{FIRST}/value"]
    assert found[f"{LEARNS}/value"]


def test_one_factor_in_all_gradients_is_told_once() -> None:
    found = seen(change=lambda grads: {name: 2 * grad for name, grad in grads.items()})
    assert found[f"{WRONG}/value"] == "all (2 times)"
    assert found[f"{WRONG}/right"] == "none"
    np.testing.assert_allclose(found[f"{WRONG}/factors"], [2, 2, 2, 2], rtol=0.02)


def test_those_that_are_right_are_kept_beside() -> None:
    found = seen(change=lambda grads: grads | {"W1": -grads["W1"], "b1": -grads["b1"]})
    assert found[f"{WRONG}/value"] == "W1, b1 (-1 times)"
    assert found[f"{WRONG}/right"] == "W2, b2"


def test_a_gradient_with_the_shape_of_another_parameter_is_told_whose() -> None:
    found = seen(change=lambda grads: grads | {"W1": grads["W2"]})
    assert found[f"{OTHER_SHAPE}/value"] == "W1 (12, 10)"
    assert found[f"{OTHER_SHAPE}/kin"] == "W1: W2"


def test_first_weights_of_deviation_1_begin_far_from_guessing_where_a_layer_sums_many() -> None:
    assert not seen(std=30.0)[f"{FIRST}/value"]


def test_parameters_that_nothing_moves_are_named_with_whether_they_are_zero() -> None:
    found = seen(std=0.0)
    assert found[f"{STILL}/value"] == "W1, b1, W2 (all 0)"
    assert not found[f"{LEARNS}/value"]
