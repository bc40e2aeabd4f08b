"""Pooling: of each window only the largest value goes on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine import expect
from engine.backend import Array, xp_of
from engine.layers.windows import batch_first, batch_last, cells, pad_images, sliding_windows, unpad_images


class Pooling:
    """y[n,c,i,j] = max over p, q of x[n, c, i s + p, j s + q], stride s.  x: (N, C, H, W) -> y: (N, C, OH, OW)   (B1 7.3)

    dx is dy where the maximum came from, else 0; of equal values the first one in its window has it.
    Padding counts as minus infinity and so never wins.
    """

    def __init__(self, pool_h: int, pool_w: int, stride: int = 2, pad: int = 0) -> None:
        if not 0 <= pad < min(pool_h, pool_w):
            raise ValueError(f"Pooling: pad is {pad}: it must be smaller than the window, ({pool_h}, {pool_w})")
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad
        self.x: Array = None  # padded, batch last
        self.y: Array = None  # batch last

    def forward(self, x: Array) -> Array:
        expect.data("Pooling", x)
        expect.ndim("Pooling", x, "(N, C, H, W)")
        self.x = pad_images(batch_last(x), self.pad, -math.inf)
        first, *others = self._cells_of(self.x)
        self.y = first.copy()
        for cell in others:
            xp_of(x).maximum(self.y, cell, out=self.y)
        return batch_first(self.y)

    def backward(self, dout: Array) -> Array:
        x = expect.remembered("Pooling", self.x)
        expect.dout("Pooling", dout, batch_first(self.y).shape)
        dx = xp_of(x).zeros_like(x)
        left = batch_last(dout).copy()  # the gradient that no cell has taken yet
        *others, last = zip(self._cells_of(x), self._cells_of(dx), strict=True)
        for cell, dcell in others:
            taken = left * (cell == self.y)
            dcell += taken
            left -= taken
        last[1][...] += left
        return batch_first(unpad_images(dx, self.pad))

    def _cells_of(self, x: Array) -> Iterator[Array]:
        """Each cell of all windows, (C, OH, OW, N): so the loops run over a window's few cells, never over pixels."""
        windows = sliding_windows(x, self.pool_h, self.pool_w, self.stride)
        return (windows[:, p, q] for p, q in cells(windows))
