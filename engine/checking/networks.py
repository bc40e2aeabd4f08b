"""Networks with `params`: predict, loss, accuracy, and `gradient(x, t)` under the same names (B1 4.5 and 5.7). Those of B2,
with lists, are in `listed.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from engine.checking.calls import Steps, Values, check_unchanged, copies, watch_call
from engine.checking.observations import (
    Array,
    Draw,
    Observation,
    Observations,
    Raised,
    Rule,
    attempt,
    deviation,
    reset_random,
)
from engine.checking.probes import Probe, check_gradients

WEIGHT = 0.3  # size of the drawn weights: large enough for every unit to matter, small enough for moderate losses
FLOOR = 5e2  # of a slope's scale: the books' 1e-7 inside the logarithm moves the loss away from y - t by this much
METHODS = {"y": "predict", "loss": "loss", "accuracy": "accuracy"}
LOSS = 1e-5  # of a loss: the same 1e-7, where a row's own class is improbable, moves it by nearly as much


class NetworkCase(NamedTuple):
    """A network class under check, with weights that we choose: what a learner drew at random is theirs alone."""

    make: Callable[[], Any]
    x: Array
    t: Array
    lowered: Mapping[str, float] = {}

    def weights(self, draw: Draw) -> dict[str, Array]:
        shapes = {name: np.shape(value) for name, value in self.make().params.items()}
        return {name: WEIGHT * draw(name, shape) - self.lowered.get(name, 0.0) for name, shape in shapes.items()}

    def holding(self, weights: Values) -> Any:
        """A fresh network with these weights, written in place: its layers may hold the very arrays of `params`."""
        reset_random()
        network = self.make()
        for name, value in weights.items():
            network.params[name][...] = value
        reset_random(network)
        return network


def check_network(
    *,
    make: Callable[[], Any],
    x: Array,
    t: Array,
    case: str,
    draw: Draw,
    beyond: bool = False,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    lowered: Mapping[str, float] | None = None,
    methods: Mapping[str, str] = METHODS,
) -> Observations:
    """All that a network of B1 must do.

    make: builds a small network. x: (N, D) floats; t: (N, K) one-hot or (N,) labels. These stay; the weights are drawn.
    lowered: name of a parameter -> by how much it is lowered once it is drawn, such as biases that shut a ReLU now and then.
    methods: variable -> the method that gives it.
    """
    network = NetworkCase(make, x, t, lowered or {})
    for seen in network_case(network, case, draw, {"rtol": rtol, "atol": atol}, methods):
        yield seen._replace(beyond=True) if beyond else seen


def network_case(
    network: NetworkCase,
    case: str,
    draw: Draw,
    tolerance: dict[str, Any],
    methods: Mapping[str, str] = METHODS,
    *,
    slopes: bool = True,
) -> Steps:
    """methods: variable -> the method that gives it. `y` is of x alone, the others of x and t.

    slopes: gradients are held against differences. False in a network so deep that some kink is always near: then against
    the model answer's, which has the same weights.
    """
    shapes = yield from _params(network, case)
    if shapes is None:
        return
    weights = attempt(lambda: network.weights(draw.at(case)))
    built = weights if isinstance(weights, Raised) else attempt(lambda: network.holding(weights))
    if isinstance(built, Raised):
        yield Observation(f"{case}/params/value", "contract", "same", built)
        return
    both = {"x": network.x, "t": network.t}
    before = copies(built.params)  # in the network's own dtype
    loose = {name: max(LOSS, value) for name, value in tolerance.items()}
    for variable, method in methods.items():
        inputs, allowed = {"x": network.x} if variable == "y" else both, loose if variable == "loss" else tolerance
        call = _calling(built, method)
        result = yield from watch_call(f"{case}/{method}", variable, call, inputs, **allowed)
        if isinstance(result, Raised):
            return
    yield from check_unchanged(case, before, built.params)
    shaped = yield from _gradient(network, built, case, weights, "like" if slopes else "same", tolerance)
    if shaped and slopes:
        yield from check_gradients(lambda source: _probe(network, source), case, draw)


def _calling(built: Any, method: str) -> Callable[[dict[str, Array]], Any]:
    return lambda given: getattr(built, method)(*given.values())


def _params(network: NetworkCase, case: str) -> Steps:
    def read_params() -> Mapping[str, Array]:
        reset_random()
        return {name: np.asarray(value) for name, value in network.make().params.items()}

    params = attempt(read_params)
    if isinstance(params, Raised):
        yield Observation(f"{case}/params/value", "contract", "same", params)
        return None
    yield Observation(f"{case}/params/names", "contract", "same", ", ".join(sorted(params)))
    for name, value in params.items():
        yield Observation(f"{case}/{name}/shape", "contract", "like", value)
    return params


def _gradient(network: NetworkCase, built: Any, case: str, weights: Values, rule: Rule, tolerance: dict[str, Any]) -> Steps:
    """All but differences. Gives whether every gradient has its parameter's shape."""
    lent, before = copies({"x": network.x, "t": network.t}), copies(built.params)

    def run() -> dict[str, Any]:
        reset_random(built)
        found = built.gradient(lent["x"], lent["t"])
        return {name: np.array(value) if value is not None else None for name, value in found.items()}

    first = attempt(run)
    if isinstance(first, Raised):
        yield Observation(f"{case}/gradient/value", "gradient", "same", first)
        return False
    yield Observation(f"{case}/gradient/names", "contract", "same", ", ".join(sorted(map(str, first))))
    for name in weights:
        yield Observation(f"{case}/d{name}/value", "gradient", rule, first.get(name), **tolerance)
    if any(np.shape(first.get(name)) != np.shape(value) for name, value in weights.items()):
        return False
    yield from check_unchanged(f"{case}/gradient", {"x": network.x, "t": network.t}, lent)
    yield from check_unchanged(f"{case}/gradient", before, built.params)
    second = attempt(run)
    for name in weights:
        gap = second if isinstance(second, Raised) else deviation(first[name], second.get(name))
        yield Observation(f"{case}/d{name}/again", "purity", "small", gap, atol=0.0)
    return True


def _probe(network: NetworkCase, draw: Draw) -> Probe:
    weights = network.weights(draw)

    def loss(moved: Values) -> float:
        return float(network.holding(moved).loss(np.array(network.x), np.array(network.t)))

    found = network.holding(weights).gradient(np.array(network.x), np.array(network.t))
    gradients = {name: np.asarray(found[name], float) for name in weights}
    return Probe(loss, weights, gradients, floor=FLOOR)
