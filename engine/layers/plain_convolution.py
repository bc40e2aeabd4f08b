"""Convolution as a page of the book has it: every window a row, one matrix product, and the same way back."""

from __future__ import annotations

from engine import expect
from engine.backend import Array
from engine.layers.windows import col2im, im2col, window_count


class PlainConvolution:
    """y = im2col(x) W^T + b, W with each filter as a row.  The same numbers as `Convolution`   (B1 7.4)

    x: (N, C, H, W), W: (FN, C, FH, FW), b: (FN,) -> y: (N, FN, OH, OW), OH = (H + 2 pad - FH) / stride + 1.
    It is an Affine of windows, and so is its way back: db = sum of dy, dW = dy^T rows, drows = dy W, and dx = col2im(drows),
    which adds up what overlapping windows say of a pixel.

    To read first, and to hold others against. Networks use `Convolution`, which never has the rows of all windows in memory
    at once, FH FW times as many numbers as the image has.
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        expect.filters("PlainConvolution", W, b)
        self.W, self.b, self.stride, self.pad = W, b, stride, pad
        self.dW: Array = None
        self.db: Array = None
        self.rows: Array = None
        self.x_shape: tuple[int, ...] = ()
        self.y_shape: tuple[int, ...] = ()

    def forward(self, x: Array) -> Array:
        expect.images("PlainConvolution", x, self.W)
        FN, _, FH, FW = self.W.shape
        N, _, H, W = x.shape
        OH, OW = window_count(H + 2 * self.pad, FH, self.stride), window_count(W + 2 * self.pad, FW, self.stride)
        self.x_shape, self.y_shape = x.shape, (N, FN, OH, OW)

        self.rows = im2col(x, FH, FW, self.stride, self.pad)  # (N OH OW, C FH FW)
        y = self.rows @ self.W.reshape(FN, -1).T + self.b  # (N OH OW, FN)
        return y.reshape(N, OH, OW, FN).transpose(0, 3, 1, 2)  # (N, FN, OH, OW)

    def backward(self, dout: Array) -> Array:
        rows = expect.remembered("PlainConvolution", self.rows)
        expect.dout("PlainConvolution", dout, self.y_shape)
        FN, _, FH, FW = self.W.shape
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, FN)  # (N OH OW, FN)

        self.db = dy.sum(axis=0)  # (FN,)
        self.dW = (dy.T @ rows).reshape(self.W.shape)  # (FN, C FH FW) -> (FN, C, FH, FW)
        drows = dy @ self.W.reshape(FN, -1)  # (N OH OW, C FH FW)
        return col2im(drows, self.x_shape, FH, FW, self.stride, self.pad)  # (N, C, H, W)
