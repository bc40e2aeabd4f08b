"""A residual block: what the layers add to their input, rather than what they make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.backend import Array
from engine.layers.chain import backward_through, forward_through


class Residual:
    """y = x + f(x), f a chain of layers that keeps the shape.  x: any shape -> y: the same shape

    dL/dx = dL/dy + f's backward of dL/dy: however small f's own slope is, the gradient comes through whole, and so very
    deep networks learn (He et al. 2016, B1 8.2.4).
    """

    differs_in_training = True

    def __init__(self, layers: Sequence[Any]) -> None:
        self.layers = list(layers)

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        added = forward_through(self.layers, x, train_flg)
        if added.shape != x.shape:
            raise ValueError(f"Residual: x is {x.shape} but its layers give {added.shape}: they must keep the shape")
        return x + added

    def backward(self, dout: Array) -> Array:
        return dout + backward_through(self.layers, dout)
