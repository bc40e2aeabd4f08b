"""Activation layers: each output depends on one input, so backward is a product with the slope at that point."""

from __future__ import annotations

from engine import expect, functions
from engine.backend import Array, xp_of


class Relu:
    """y = max(x, 0).  x: any shape -> y: the same shape   (B1 5.5.1)

    dL/dx = dL/dy where x > 0, else 0. At 0, where there is a kink, 0 is the usual choice.
    """

    def __init__(self) -> None:
        self.mask: Array = None

    def forward(self, x: Array) -> Array:
        expect.data("Relu", x)
        self.mask = x > 0
        return xp_of(x).maximum(x, 0)

    def backward(self, dout: Array) -> Array:
        mask = expect.remembered("Relu", self.mask)
        expect.dout("Relu", dout, mask.shape)
        return dout * mask


class Sigmoid:
    """y = 1 / (1 + e^-x).  x: any shape -> y: the same shape   (B1 5.5.2)

    dL/dx = dL/dy y (1 - y): the slope needs the output alone. It is at most 1/4.
    """

    def __init__(self) -> None:
        self.out: Array = None

    def forward(self, x: Array) -> Array:
        expect.data("Sigmoid", x)
        self.out = functions.sigmoid(x)
        return self.out

    def backward(self, dout: Array) -> Array:
        y = expect.remembered("Sigmoid", self.out)
        expect.dout("Sigmoid", dout, y.shape)
        return dout * (1 - y) * y


class Tanh:
    """y = tanh x.  x: any shape -> y: the same shape

    dL/dx = dL/dy (1 - y^2): the slope needs the output alone. It is at most 1.
    """

    def __init__(self) -> None:
        self.out: Array = None

    def forward(self, x: Array) -> Array:
        expect.data("Tanh", x)
        self.out = functions.tanh(x)
        return self.out

    def backward(self, dout: Array) -> Array:
        y = expect.remembered("Tanh", self.out)
        expect.dout("Tanh", dout, y.shape)
        return dout * (1 - y * y)


class Softmax:
    """y_k = e^(x_k) / sum_j e^(x_j).  x: (K,) or (N, K) -> y: the same shape   (B1 3.5)

    Every output depends on every input of its row: dy_k/dx_j = y_k (1[k = j] - y_j). Summed up,
    dL/dx_j = y_j (dL/dy_j - sum_k dL/dy_k y_k): the gradient, less its mean weighted by y.
    """

    def __init__(self) -> None:
        self.out: Array = None

    def forward(self, x: Array) -> Array:
        expect.data("Softmax", x)
        self.out = functions.softmax(x)
        return self.out

    def backward(self, dout: Array) -> Array:
        y = expect.remembered("Softmax", self.out)
        expect.dout("Softmax", dout, y.shape)
        return y * (dout - (dout * y).sum(axis=-1, keepdims=True))
