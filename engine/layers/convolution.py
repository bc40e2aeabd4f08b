"""Convolution: the same small filter at every place of an image."""

from __future__ import annotations

from engine import expect
from engine.backend import Array, xp_of
from engine.layers.windows import (
    as_rows,
    cells,
    channels_first,
    channels_last,
    in_groups,
    pad_images,
    sliding_windows,
    unpad_images,
)


class Convolution:
    """y[n,f,i,j] = sum over c, p, q of x[n, c, i s + p, j s + q] W[f,c,p,q] + b[f], with stride s   (B1 7.2, 7.4)

    x: (N, C, H, W), W: (FN, C, FH, FW), b: (FN,) -> y: (N, FN, OH, OW), OH = (H + 2 pad - FH) / stride + 1.
    With every window as a row this is Affine: y = rows W + b, so dW = rows^T dy and db = the sum of dy; and a pixel's
    gradient is the sum over the windows that it lies in: dx[n, c, i s + p, j s + q] += sum over f of dy[n,f,i,j] W[f,c,p,q].

    `PlainConvolution` says so line by line: read it first. Here the same is done fast: a pixel's channels lie side by side
    in memory, rows are made of only so many images at a time as the processor's cache holds, and dx needs none.
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        expect.filters("Convolution", W, b)
        self.W, self.b, self.stride, self.pad = W, b, stride, pad
        self.dW: Array = None
        self.db: Array = None
        self.x: Array = None  # padded, channels last

    def forward(self, x: Array) -> Array:
        expect.images("Convolution", x, self.W)
        FN, _, FH, FW = self.W.shape
        self.x = pad_images(channels_last(x), self.pad)
        windows = sliding_windows(self.x, FH, FW, self.stride)  # (N, OH, OW, FH, FW, C)
        W = channels_last(self.W).reshape(FN, -1).T  # (FH FW C, FN)
        xp = xp_of(x)
        y = xp.empty((*windows.shape[:3], FN), dtype=x.dtype)
        for some in in_groups(windows):
            xp.matmul(as_rows(windows[some]), W, out=y[some].reshape(-1, FN))
            y[some] += self.b
        return channels_first(y)

    def backward(self, dout: Array) -> Array:
        self.backward_params(dout)
        _, C, FH, FW = self.W.shape
        dy = channels_last(dout)  # (N, OH, OW, FN)
        _, OH, OW, FN = dy.shape
        dx = xp_of(dy).zeros_like(self.x)
        for some in in_groups(dx):
            rows = dy[some].reshape(-1, FN)
            for p, q, place in cells(FH, FW, OH, OW, self.stride):
                dx[some][place] += (rows @ self.W[:, :, p, q]).reshape(-1, OH, OW, C)
        return channels_first(unpad_images(dx, self.pad))

    def backward_params(self, dout: Array) -> None:
        """dW and db alone: all that a network's first layer needs."""
        FN, C, FH, FW = self.W.shape
        windows = sliding_windows(expect.remembered("Convolution", self.x), FH, FW, self.stride)
        expect.dout("Convolution", dout, (len(windows), FN, *windows.shape[1:3]))
        dy = channels_last(dout)
        dW = xp_of(dy).zeros((FN, FH * FW * C), dtype=dy.dtype)
        for some in in_groups(windows):
            dW += dy[some].reshape(-1, FN).T @ as_rows(windows[some])
        self.dW = channels_first(dW.reshape(FN, FH, FW, C)).copy()
        self.db = dy.sum(axis=0).sum(axis=(0, 1))  # images first: long runs of memory add fast
