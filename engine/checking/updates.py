"""Layers and the optimizer: it changes the weights in place, and the layer that was built on them must see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from engine.checking.calls import Values, check_call, copies
from engine.checking.observations import Draw, Observations, beyond

Make: TypeAlias = Callable[..., Any]


def check_updated(
    *, make: Make, weights: Mapping[str, tuple[int, ...]], x: tuple[int, ...], draw: Draw, case: str = "updated"
) -> Observations:
    """What a layer makes of `x` after a step of the optimizer.

    make: builds a layer from the weights by name. Weights that are cast to float32 can only be copies: a layer that does so
    may be built anew after the step, and that it holds copies is beyond.
    """
    source = draw.at(case)
    before = {name: source(name, shape) for name, shape in weights.items()}
    steps = {name: source(f"step of {name}", shape) for name, shape in weights.items()}

    def forward(layer: Any) -> Any:
        return layer.forward(source("x", x))

    def updated() -> Any:
        held = copies(before)
        layer = make(**held)
        _step(held, steps)
        return forward(make(**held) if _casts(make, forward, before) else layer)

    def copied(name: str) -> bool:
        held = copies(before)
        layer = make(**held)
        first = forward(layer)
        held[name][...] -= steps[name]
        return np.array_equal(first, forward(layer))

    def what_is_held() -> str:
        return f"a copy of {' and '.join(found)}" if (found := [name for name in weights if copied(name)]) else "no copy"

    yield from check_call(updated, case=case, variable="y after the update")
    yield from beyond(check_call(what_is_held, case=case, variable="what the layer holds"))


def _step(held: Values, steps: Values) -> None:
    for name, step in steps.items():
        held[name][...] -= step


def _casts(make: Make, forward: Callable[[Any], Any], weights: Values) -> bool:
    """Whether a layer sees no more of one of its weights than float32 keeps of it."""
    whole = forward(make(**copies(weights)))
    rounded = {name: np.asarray(value.astype(np.float32), float) for name, value in weights.items()}
    return any(np.array_equal(whole, forward(make(**copies({**weights, name: rounded[name]})))) for name in weights)
