"""Networks with two lists of one order, `params` and `grads`: predict, forward, backward (B2 1.3.6 and 1.4.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.checking.calls import LINEAR, check_call
from engine.checking.networks import NetworkCase, network_case
from engine.checking.observations import Array, Draw, Observation, Observations, attempt, beyond, deviation

METHODS = {"y": "predict", "loss": "forward"}


class Named:
    """A network with lists under the names that B1's dicts would have: parameters are told apart by their shapes.

    Which comes first in the list is the learner's own affair, as long as both lists have the same order.
    """

    def __init__(self, network: Any, names: Mapping[tuple[int, ...], str]) -> None:
        self._network = network
        self.params = {names.get(np.shape(p), f"params[{k}]"): p for k, p in enumerate(network.params)}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)

    def loss(self, x: Array, t: Array) -> Any:
        return self._network.forward(x, t)

    def gradient(self, x: Array, t: Array) -> dict[str, Any]:
        """Both ways, then what the list holds: its k-th array belongs to the k-th parameter."""
        self._network.forward(x, t)
        self._network.backward()
        names = [*self.params, *(f"grads[{k}]" for k in range(len(self.params), len(self._network.grads)))]
        return dict(zip(names, self._network.grads, strict=False))


def check_listed_network(
    *,
    make: Callable[[], Any],
    names: Mapping[tuple[int, ...], str],
    x: Array,
    t: Array,
    case: str,
    draw: Draw,
    rtol: float = 1e-6,
    atol: float = 1e-9,
) -> Observations:
    """All that a network of B2 must do.

    make: builds a small network. names: of its parameters, by shape; the shapes all differ. x: (N, D) floats; t: (N, K)
    one-hot or (N,) labels. These stay; the weights are drawn.
    """
    network = NetworkCase(lambda: Named(make(), names), x, t)
    yield from network_case(network, case, draw, {"rtol": rtol, "atol": atol}, METHODS)
    yield from _next_batch(network, case, draw)


def _next_batch(network: NetworkCase, case: str, draw: Draw) -> Observations:
    """A used network and a fresh one must have the same gradients for another batch: lists that grow keep the first ones."""
    x, t = draw.at(f"{case}+1")("x", np.shape(network.x)), np.roll(network.t, 1, axis=0)

    def both() -> tuple[dict[str, Any], dict[str, Any]]:
        weights = network.weights(draw.at(case))
        fresh, used = network.holding(weights), network.holding(weights)
        used.gradient(np.array(network.x), np.array(network.t))
        return fresh.gradient(x.copy(), t.copy()), used.gradient(x.copy(), t.copy())

    pair = attempt(both)
    for name in network.make().params:
        gap = attempt(lambda name=name: deviation(pair[0][name], pair[1].get(name)))  # type: ignore[misc]
        yield Observation(f"{case}/d{name}/next-batch", "purity", "small", gap, atol=LINEAR)


def check_listed_extras(*, make: Callable[[], Any], weights: Sequence[Array], x: Array, t: Array) -> Observations:
    """What is good to have of a network of B2, all of it beyond: the very arrays of `grads` are filled, `backward` follows
    dout, and returns the gradient for x.

    weights: to put into `params`, found by shape.
    """

    def built() -> Any:
        network = make()
        for p in network.params:
            p[...] = next(w for w in weights if np.shape(w) == np.shape(p))
        network.forward(x.copy(), t.copy())
        return network

    def kept() -> str:
        network = built()
        before = list(getattr(network, "grads", None) or [])
        network.backward()
        same = len(before) == len(network.grads) and all(map(lambda one, other: one is other, before, network.grads))
        return "the same arrays" if same else "other arrays"

    def largest(*dout: float) -> float:
        network = built()
        network.backward(*dout)
        return max(float(np.max(np.abs(g))) for g in network.grads)

    yield from beyond(check_call(kept, case="the list before and after backward", variable="grads"))
    yield from beyond(check_call(lambda: largest(3.0) / largest(), case="backward(3.0)", variable="times", rtol=1e-6))
    yield from beyond(check_call(lambda: built().backward(), case="what backward returns", variable="dx", rtol=1e-5))
