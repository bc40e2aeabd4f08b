"""What a network's answer costs, whoever wrote it: multiply-adds, counted while an image goes through its layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from engine.backend import Array


def multiply_adds(network: Any, x: Array) -> int:
    """Products of a weight and a number in `network.predict(x)`; biases, activations and normalisations are not counted.

    A layer is what has `forward` and weights: `W`, or `params` whose first array they are. Each of its weights is used once
    for each place of the output: rows of a matrix, pixels of an image. Of a network without such layers the matrices and
    filters in `params` are counted, as if each were used once a row: too few, if there are images.
    """
    found: list[int] = []
    layers = list(weighty(network))
    for layer in layers:
        layer.forward = counting(layer, layer.forward, found)
    try:
        network.predict(x)
    finally:
        for layer in layers:
            del layer.forward
    return sum(found) if layers else len(x) * sum(int(np.size(p)) for p in network.params.values() if np.ndim(p) > 1)


def counting(layer: Any, forward: Callable[..., Array], found: list[int]) -> Callable[..., Array]:
    """The same forward, which notes the products that it makes."""

    def count(*args: Any, **kwargs: Any) -> Array:
        y = forward(*args, **kwargs)
        W: Array = weights_of(layer)
        outputs = W.shape[0] if W.ndim == 4 else W.shape[-1]
        found.append(int(W.size * (np.size(y) // outputs)))
        return y

    return count


def weighty(holder: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """The layers with weights that an object holds, in whatever lists, dicts and objects, each once."""
    seen = set() if seen is None else seen
    if id(holder) in seen or isinstance(holder, np.ndarray | str | bytes | int | float | type(None)):
        return
    seen.add(id(holder))
    if hasattr(holder, "forward") and weights_of(holder) is not None and hasattr(holder, "__dict__"):
        yield holder
        return
    inner = holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list | tuple) else None
    for one in list(getattr(holder, "__dict__", {}).values()) if inner is None else list(inner):
        yield from weighty(one, seen)


def weights_of(layer: Any) -> Array | None:
    """A matrix (n_in, n_out) or filters (FN, C, FH, FW); None where there are none."""
    held = getattr(layer, "W", None)
    listed = getattr(layer, "params", None)
    if held is None and isinstance(listed, list) and listed:
        held = listed[0]
    return held if isinstance(held, np.ndarray) and held.ndim in (2, 4) else None
