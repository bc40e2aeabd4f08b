"""A network of the learner's own: of two of them no number agrees, but what each must do can be told of each alone.

It has predict(x), loss(x, t), gradient(x, t) and params, a dict of arrays that its layers hold. Where
layers act otherwise while training, loss takes train_flg, and is asked with True.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.checking.calls import copies
from engine.checking.observations import Array, Draw, Observation, Observations, Raised, attempt, reset_random, same_bytes
from engine.optimizers import Adam

METHODS = ("gradient", "loss", "params", "predict")
CLASSES, ROWS = 10, 3
STEPS = (1e-2, 1e-4, 1e-6)  # of the differences: the first for float32, the last near kinks
OFF = 0.02  # of a slope: less may be a kink
RATES, TRAINED, EXAMPLES = (0.01, 0.001), 60, 10  # learning rates to try, steps with each, images to learn by heart
LEARNED = 0.5  # of the first loss
NONE = "none"


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One size of images, a batch of them, and a new network each time that one is asked for."""

    build: Callable[..., Any]
    shape: tuple[int, int, int]
    draw: Draw
    name: str = "weights"

    def made(self) -> Any:
        reset_random()
        return self.build(self.shape, self.draw.rng(self.name))

    def images(self, rows: int) -> tuple[Array, Array]:
        return np.abs(self.draw(f"x of {rows}", (rows, *self.shape))), self.draw.one_hot(f"t of {rows}", rows, CLASSES)

    def loss_at(self, values: Mapping[str, Array], x: Array, t: Array) -> float:
        """Of a new network whose arrays are filled with these values, in place."""
        network = self.made()
        for name, value in values.items():
            network.params[name][...] = value
        reset_random(network)
        return float(loss_of(network, x, t))


def loss_of(network: Any, x: Array, t: Array) -> Any:
    if "train_flg" in inspect.signature(network.loss).parameters:
        return network.loss(x.copy(), t.copy(), train_flg=True)
    return network.loss(x.copy(), t.copy())


def check_own_network(
    build: Callable[..., Any], shape: tuple[int, int, int], *, case: str, draw: Draw, learns: bool = True
) -> Observations:
    """All that any network must do: its parts, its shapes, its gradients against differences, and that it learns.

    build: (C, H, W) and a generator -> the network. shape: of its images.
    """
    own = OwnCase(build, shape, draw.at(case))
    network = attempt(own.made)
    if isinstance(network, Raised):
        yield Observation(f"{case}/network/value", "contract", "same", network)
        return
    found = ", ".join(name for name in METHODS if hasattr(network, name))
    yield Observation(f"{case}/network/names", "contract", "same", found)
    if found != ", ".join(METHODS):
        return
    x, t = own.images(ROWS)
    lent = copies({"x": x, "t": t})
    for variable, call in {"y": lambda: network.predict(lent["x"]), "loss": lambda: loss_of(network, x, t)}.items():
        result = attempt(call)
        yield Observation(f"{case}/{variable}/value", "forward", "like", result)
        if isinstance(result, Raised):
            return
    yield Observation(f"{case}/x/unchanged", "purity", "same", same_bytes(x, lent["x"]))
    yield from _gradients(own, x, t, case)
    if learns:
        yield Observation(f"{case}/{_told_learning()}/value", "forward", "same", attempt(lambda: _learning(own)))


def _gradients(own: OwnCase, x: Array, t: Array, case: str) -> Observations:
    def measured() -> tuple[dict[str, Array], dict[str, Array]]:
        network = own.made()
        before = {name: np.array(value) for name, value in network.params.items()}
        reset_random(network)
        found = network.gradient(x.copy(), t.copy())
        return before, {name: np.array(found[name], float) for name in before if found.get(name) is not None}

    both = attempt(measured)
    if isinstance(both, Raised):
        yield Observation(f"{case}/gradient/value", "gradient", "same", both)
        return
    params, grads = both
    names = "those of params" if params and grads.keys() == params.keys() else ", ".join(sorted(grads)) or NONE
    yield Observation(f"{case}/gradient/names", "contract", "same", names)
    shaped = [f"{name} {grads[name].shape}" for name in grads if grads[name].shape != params[name].shape]
    yield Observation(
        f"{case}/the list of gradients of another shape than their parameter/value", "contract", "same", told(shaped)
    )
    if names == "those of params" and not shaped:
        wrong = attempt(lambda: told(_wrong(own, params, grads, x, t)))
        yield Observation(f"{case}/the list of parameters whose gradient is wrong/value", "gradient", "same", wrong)


def told(names: list[str]) -> str:
    return ", ".join(names) or NONE


def _wrong(own: OwnCase, params: dict[str, Array], grads: dict[str, Array], x: Array, t: Array) -> list[str]:
    largest = max(float(np.linalg.norm(g)) for g in grads.values())
    found = []
    for name, gradient in grads.items():
        way = own.draw(f"way of {name}", gradient.shape)
        way = _unit(_unit(way) + _unit(gradient))
        claimed = float(np.sum(gradient * way))
        slopes = [_slope(own, params, name, way, h, x, t) for h in STEPS]
        nearest = min(slopes, key=lambda slope: abs(slope - claimed))
        if not abs(nearest - claimed) <= OFF * (abs(claimed) + 1e-3 * largest) + 1e-8:
            found.append(f"{name} ({_how(claimed, slopes[1])})")
    return found


def _slope(own: OwnCase, params: dict[str, Array], name: str, way: Array, h: float, x: Array, t: Array) -> float:
    above, below = (own.loss_at({**params, name: params[name] + side * h * way}, x, t) for side in (1, -1))
    return (above - below) / (2 * h)


def _how(claimed: float, slope: float) -> str:
    return f"{claimed / slope:.2g} times" if abs(slope) > 1e-7 else "measured 0"


def _unit(value: Array) -> Array:
    length = float(np.linalg.norm(value))
    return value / length if length else value


def _told_learning() -> str:
    return f"whether it learns {EXAMPLES} images by heart"


def _learning(own: OwnCase) -> bool:
    """Whether its loss comes down to half, by Adam, with one of the learning rates."""
    x, t = own.images(EXAMPLES)
    return any(_comes_down(own.made(), x, t, rate) for rate in RATES)


def _comes_down(network: Any, x: Array, t: Array, rate: float) -> bool:
    optimizer, first = Adam(rate), float(loss_of(network, x, t))
    for _ in range(TRAINED):
        optimizer.update(network.params, network.gradient(x.copy(), t.copy()))
        if float(loss_of(network, x, t)) < LEARNED * first:
            return True
    return False
