"""Networks with two lists: faults that only a second batch or another owner of an array shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.checking import Draw, Observation, check_listed_extras, check_listed_network
from engine.gradients import Agreement, Slope, judge
from engine.layers import Affine, Sigmoid, SoftmaxWithLoss

D, H, K = 2, 4, 3
NAMES = {(D, H): "W1", (H,): "b1", (H, K): "W2", (K,): "b2"}


class Net:
    def __init__(self) -> None:
        self.params: list[Any] = [np.random.randn(*shape) for shape in NAMES]
        self.layers: list[Any] = [Affine(*self.params[:2]), Sigmoid(), Affine(*self.params[2:])]
        self.last = SoftmaxWithLoss()
        self.grads: list[Any] = [np.zeros_like(p) for p in self.params]

    def predict(self, x: Any) -> Any:
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x: Any, t: Any) -> Any:
        return self.last.forward(self.predict(x), t)

    def backward(self, dout: Any = 1) -> Any:
        dout = self.last.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, last = self.layers[0], self.layers[2]
        self.keep([first.dW, first.db, last.dW, last.db])
        return dout

    def keep(self, new: list[Any]) -> None:
        for grad, one in zip(self.grads, new, strict=True):
            grad[...] = one


class Rebuilt(Net):
    def keep(self, new: list[Any]) -> None:
        self.grads = new


class Untouched(Net):
    def keep(self, new: list[Any]) -> None:
        pass


class Appended(Net):
    def __init__(self) -> None:
        super().__init__()
        self.grads = []

    def keep(self, new: list[Any]) -> None:
        self.grads += new


class Elsewhere(Net):
    """Biases last, in both lists."""

    def __init__(self) -> None:
        super().__init__()
        self.params, self.grads = (listed[::2] + listed[1::2] for listed in (self.params, self.grads))

    def keep(self, new: list[Any]) -> None:
        super().keep(new[::2] + new[1::2])


def observed(net: type[Net]) -> dict[str, Observation]:
    draw = Draw(3)
    x, t = draw("x", (5, D)), draw.one_hot("t", 5, K)
    weights = [draw(name, shape) for shape, name in NAMES.items()]
    seen = [
        *check_listed_network(make=net, names=NAMES, x=x, t=t, case="N=5", draw=draw),
        *check_listed_extras(make=net, weights=weights, x=x, t=t),
    ]
    return {one.name: one for one in seen}


def agreeing(seen: dict[str, Observation]) -> bool:
    tables = [one.value for name, one in seen.items() if name.endswith("/slopes")]
    assert len(tables) == len(NAMES)
    return all(judge(Slope(*row)) is Agreement.AGREES for table in tables for row in table)


@pytest.mark.parametrize("net", [Net, Rebuilt, Elsewhere])
def test_gradients_at_the_places_of_their_parameters_agree_with_differences(net: type[Net]) -> None:
    seen = observed(net)
    assert agreeing(seen)
    assert seen["N=5/dW1/next-batch"].value == 0


def test_a_list_that_keeps_its_zeros_disagrees() -> None:
    assert not agreeing(observed(Untouched))


def test_a_list_that_grows_holds_the_gradients_of_the_first_batch() -> None:
    seen = observed(Appended)
    assert seen["N=5/dW1/again"].value == 0
    assert seen["N=5/dW1/next-batch"].value > 1e-3


def test_a_list_made_anew_is_told_from_one_that_is_filled() -> None:
    name = "the list before and after backward/grads/value"
    assert [observed(net)[name].value for net in (Net, Rebuilt)] == ["the same arrays", "other arrays"]
    assert observed(Rebuilt)[name].beyond
