"""Convolution: the same small filter at every place of an image."""

from __future__ import annotations

import math

from engine import expect
from engine.backend import Array, xp_of
from engine.layers.windows import (
    add_windows,
    batch_first,
    batch_last,
    in_groups,
    pad_images,
    sliding_windows,
    unpad_images,
)


class Convolution:
    """y[n,f,i,j] = sum over c, p, q of x[n, c, i s + p, j s + q] W[f,c,p,q] + b[f], with stride s   (B1 7.2, 7.4)

    x: (N, C, H, W), W: (FN, C, FH, FW), b: (FN,) -> y: (N, FN, OH, OW), OH = (H + 2 pad - FH) / stride + 1.
    With every window as a column this is y = W columns + b, so dW = dy columns^T, db = the sum of dy, and W^T dy are the
    gradients of the columns; a pixel's is their sum over the windows that it lies in:
    dx[n, c, i s + p, j s + q] += sum over f of dy[n,f,i,j] W[f,c,p,q].

    `PlainConvolution` says so line by line: read it first. Here the same is done fast: a pixel of all images lies side by
    side in memory, so that copies and sums run along whole rows, and columns are made of only so many windows at a time as
    the processor's cache holds.
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        expect.filters("Convolution", W, b)
        self.W, self.b, self.stride, self.pad = W, b, stride, pad
        self.dW: Array = None
        self.db: Array = None
        self.x: Array = None  # padded, batch last

    def forward(self, x: Array) -> Array:
        expect.images("Convolution", x, self.W)
        FN, _, FH, FW = self.W.shape
        self.x = pad_images(batch_last(x), self.pad)
        windows = sliding_windows(self.x, FH, FW, self.stride)  # (C, FH, FW, OH, OW, N)
        W, b = self.W.reshape(FN, -1), self.b[:, None]
        xp = xp_of(x)
        y = xp.empty((FN, *windows.shape[3:]), dtype=x.dtype)
        for some in in_groups(windows):
            rows = y[:, some].reshape(FN, -1)  # a view
            xp.matmul(W, as_columns(windows[:, :, :, some]), out=rows)
            rows += b
        return batch_first(y)

    def backward(self, dout: Array) -> Array:
        self.backward_params(dout)
        FN, _, FH, FW = self.W.shape
        W, dy = self.W.reshape(FN, -1), batch_last(dout)  # (FN, C FH FW), (FN, OH, OW, N)
        dx = xp_of(dy).zeros_like(self.x)
        windows = sliding_windows(dx, FH, FW, self.stride)
        for some in in_groups(windows):
            here = windows[:, :, :, some]
            add_windows(here, (W.T @ dy[:, some].reshape(FN, -1)).reshape(here.shape))
        return batch_first(unpad_images(dx, self.pad))

    def backward_params(self, dout: Array) -> None:
        """dW and db alone: all that a network's first layer needs."""
        FN, C, FH, FW = self.W.shape
        windows = sliding_windows(expect.remembered("Convolution", self.x), FH, FW, self.stride)
        OH, OW, N = windows.shape[3:]
        expect.dout("Convolution", dout, (N, FN, OH, OW))
        dy = batch_last(dout)  # (FN, OH, OW, N)
        dW = xp_of(dy).zeros((C * FH * FW, FN), dtype=dy.dtype)  # transposed: the faster product
        for some in in_groups(windows):
            dW += as_columns(windows[:, :, :, some]) @ dy[:, some].reshape(FN, -1).T
        self.dW = dW.T.reshape(self.W.shape)
        self.db = dy.sum(axis=(1, 2, 3))


def as_columns(windows: Array) -> Array:
    """Each window as a column, copied. (C, FH, FW, OH, OW, N) -> (C FH FW, OH OW N)"""
    return windows.reshape(math.prod(windows.shape[:3]), -1)
