"""The chain rule, at last: forward from layer to layer, and back again in the opposite order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.backend import Array


def forward_through(layers: Iterable[Any], x: Array, train_flg: bool = False) -> Array:
    """The output of the last layer. Layers that do otherwise while training are told so."""
    for layer in layers:
        x = layer.forward(x, train_flg) if getattr(layer, "differs_in_training", False) else layer.forward(x)
    return x


def backward_through(layers: Iterable[Any], dout: Array, to_data: bool = True) -> Array:
    """dL/dx of the first layer's x; every layer keeps the gradients of its own parameters.

    With `to_data` False the first layer stops at its parameters, as nobody learns the data: for an image network this
    saves its most expensive product.
    """
    first, *rest = layers
    for layer in reversed(rest):
        dout = layer.backward(dout)
    if to_data or not hasattr(first, "backward_params"):
        return first.backward(dout)
    return first.backward_params(dout)


def leaves(layers: Iterable[Any]) -> Iterator[Any]:
    """All layers in order, those inside a block too."""
    for layer in layers:
        inner = getattr(layer, "layers", None)
        yield from (layer,) if inner is None else leaves(inner)
