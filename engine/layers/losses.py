"""Output layers: an activation and its loss in one, since together their gradient is as simple as y - t."""

from __future__ import annotations

from engine import expect
from engine.backend import Array, xp_of
from engine.functions import as_batch, pick, rows_of, sigmoid


class SoftmaxWithLoss:
    """L = mean over the batch of -sum_k t_k log y_k, y = softmax(x).  x: (N, K), t: (N, K) or labels (N,) -> L: ()

    dL/dx = (y - t) / N   (B1 5.6.3 and appendix A). One datum x: (K,) is a batch of one.
    The loss is log(sum_j e^x_j) - x_t rather than -log(y_t), which would be -log(0) for a y that rounds to 0.
    """

    def __init__(self) -> None:
        self.loss: Array = None
        self.y: Array = None
        self.t: Array = None
        self.x_shape: tuple[int, ...] = ()

    def forward(self, x: Array, t: Array) -> Array:
        self.x_shape = x.shape
        x, self.t = as_batch("SoftmaxWithLoss", x, t)
        shifted = x - x.max(axis=-1, keepdims=True)  # changes nothing, as in softmax, but keeps e^x finite
        e = xp_of(x).exp(shifted)
        total = e.sum(axis=-1, keepdims=True)
        self.y = e / total
        self.loss = (xp_of(x).log(total[:, 0]) - pick(shifted, self.t)).sum() / len(x)
        expect.loss("SoftmaxWithLoss", self.loss, x)  # one number shows a NaN or a +infinity anywhere among the scores
        return self.loss

    def backward(self, dout: Array = 1) -> Array:
        y, t = expect.remembered("SoftmaxWithLoss", self.y), self.t
        dx = y - rows_of(t, y)
        dx *= float(dout) / len(y)
        return dx.reshape(self.x_shape)


class SigmoidWithLoss:
    """L = mean over the batch of -(t log y + (1 - t) log(1 - y)), y = sigmoid(x).  x: (N,) or (N, 1), t: as x -> L: ()

    dL/dx = (y - t) / N. The loss is max(x, 0) - t x + log(1 + e^-|x|): the same number, and finite at any finite x.
    """

    def __init__(self) -> None:
        self.loss: Array = None
        self.y: Array = None
        self.t: Array = None

    def forward(self, x: Array, t: Array) -> Array:
        expect.data("SigmoidWithLoss", x)
        xp = xp_of(x)
        t = xp.asarray(t, dtype=x.dtype)
        if t.size != x.size:
            raise ValueError(f"SigmoidWithLoss: x is {x.shape} but t is {t.shape}: one 0 or 1 for each x")
        self.t, self.y = t.reshape(x.shape), sigmoid(x)
        each = xp.maximum(x, 0) - self.t * x + xp.log1p(xp.exp(-xp.abs(x)))
        self.loss = each.sum() / x.size
        expect.loss("SigmoidWithLoss", self.loss, x)
        return self.loss

    def backward(self, dout: Array = 1) -> Array:
        y = expect.remembered("SigmoidWithLoss", self.y)
        return (y - self.t) * (float(dout) / y.size)
