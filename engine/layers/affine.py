"""Affine: the weighted sum in front of every activation."""

from __future__ import annotations

from engine import expect
from engine.backend import Array, xp_of, xp_of_all


class MatMul:
    """y = x W.  x: (N, D), W: (D, M) -> y: (N, M)   (B2 1.3.4.5)

    dL/dx = dL/dy W^T: (N, D), and dL/dW = x^T dL/dy: (D, M). The shapes alone leave no other way to multiply.
    """

    def __init__(self, W: Array) -> None:
        self.W = W
        self.dW: Array = None
        self.x: Array = None

    def forward(self, x: Array) -> Array:
        _check_product("MatMul", x, self.W, x.shape[-1:])
        self.x = x
        return x @ self.W

    def backward(self, dout: Array) -> Array:
        x = expect.remembered("MatMul", self.x)
        expect.dout("MatMul", dout, (*x.shape[:-1], self.W.shape[1]))
        self.dW = x.reshape(-1, x.shape[-1]).T @ dout.reshape(-1, dout.shape[-1])
        return dout @ self.W.T


class Affine:
    """y = x W + b.  x: (N, D), W: (D, M), b: (M,) -> y: (N, M)   (B1 5.6)

    A datum may have any shape that holds D numbers: images (N, C, H, W) are laid out as rows, D = C H W.
    dL/dx = dL/dy W^T, dL/dW = x^T dL/dy, and dL/db = the sum of dL/dy over the batch, since every row got the same b.
    """

    def __init__(self, W: Array, b: Array) -> None:
        if W.ndim != 2 or b.shape != W.shape[1:]:
            raise ValueError(f"Affine: W is {W.shape} and b is {b.shape}: W must be (D, M) and b (M,)")
        self.W, self.b = W, b
        self.dW: Array = None
        self.db: Array = None
        self.x: Array = None
        self.x_shape: tuple[int, ...] = ()

    def forward(self, x: Array) -> Array:
        rows = x.reshape(len(x), -1) if x.ndim > 2 else x
        _check_product("Affine", x, self.W, rows.shape[-1:])
        self.x, self.x_shape = rows, x.shape
        y = rows @ self.W
        y += self.b
        return y

    def backward(self, dout: Array) -> Array:
        self.backward_params(dout)
        dx = xp_of(dout).empty_like(self.x)  # which lies in memory as x does: images behind a convolution batch last
        xp_of(dout).matmul(dout, self.W.T, out=dx)
        return dx.reshape(self.x_shape)

    def backward_params(self, dout: Array) -> None:
        """dW and db alone: all that a network's first layer needs, as nobody learns the data."""
        x = expect.remembered("Affine", self.x)
        expect.dout("Affine", dout, (*x.shape[:-1], self.W.shape[1]))
        dout = dout.reshape(-1, dout.shape[-1])  # one datum (M,) counts as a batch of one
        self.dW = x.reshape(-1, x.shape[-1]).T @ dout
        self.db = dout.sum(axis=0)


def _check_product(where: str, x: Array, W: Array, width: tuple[int, ...]) -> None:
    xp_of_all(where, x=x, W=W)
    if width != W.shape[:1]:
        raise ValueError(f"{where}: x is {x.shape} but W is {W.shape}: x's last axis must equal W's first")
    expect.data(where, x)
