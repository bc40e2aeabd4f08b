"""Pooling: of each window only the largest value goes on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine import expect
from engine.backend import Array, xp_of
from engine.layers.windows import (
    CellPlace,
    cells,
    channels_first,
    channels_last,
    in_groups,
    pad_images,
    unpad_images,
    window_count,
)


class Pooling:
    """y[n,c,i,j] = max over p, q of x[n, c, i s + p, j s + q], stride s.  x: (N, C, H, W) -> y: (N, C, OH, OW)   (B1 7.3)

    dx is dy where the maximum came from, else 0; of equal values the first one in its window has it.
    Padding counts as minus infinity and so never wins.
    """

    def __init__(self, pool_h: int, pool_w: int, stride: int = 2, pad: int = 0) -> None:
        if not 0 <= pad < min(pool_h, pool_w):
            raise ValueError(f"Pooling: pad is {pad}: it must be smaller than the window, ({pool_h}, {pool_w})")
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad
        self.x: Array = None  # padded, channels last
        self.y: Array = None  # channels last

    def forward(self, x: Array) -> Array:
        expect.data("Pooling", x)
        expect.ndim("Pooling", x, "(N, C, H, W)")
        self.x = pad_images(channels_last(x), self.pad, -math.inf)
        first, *others = self._places()
        self.y = xp_of(x).empty_like(self.x[first])
        for some in in_groups(self.x):
            x, y = self.x[some], self.y[some]
            y[...] = x[first]
            for place in others:
                xp_of(x).maximum(y, x[place], out=y)
        return channels_first(self.y)

    def backward(self, dout: Array) -> Array:
        x = expect.remembered("Pooling", self.x)
        expect.dout("Pooling", dout, channels_first(self.y).shape)
        dx, dy = xp_of(x).empty_like(x), channels_last(dout)
        *others, last = self._places()
        for some in in_groups(x):
            images, dimages = x[some], dx[some]
            dimages[...] = 0
            left = dy[some].copy()  # the gradient that no cell has taken yet
            for place in others:
                taken = left * (images[place] == self.y[some])
                dimages[place] += taken
                left -= taken
            dimages[last] += left
        return channels_first(unpad_images(dx, self.pad))

    def _places(self) -> Iterator[CellPlace]:
        """Where each cell of all windows lies: so the loops run over a window's few cells, never over pixels."""
        OH = window_count(self.x.shape[1], self.pool_h, self.stride)
        OW = window_count(self.x.shape[2], self.pool_w, self.stride)
        return (place for _, _, place in cells(self.pool_h, self.pool_w, OH, OW, self.stride))
