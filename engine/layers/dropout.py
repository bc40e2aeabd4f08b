"""Dropout: a network that cannot rely on any single unit learns to spread what it knows."""

from __future__ import annotations

import numpy as np

from engine import expect
from engine.backend import Array, xp_of, xp_of_all
from engine.initializers import Rng, rng_or_new


class Dropout:
    """y = x mask / (1 - ratio), mask = 1 with probability 1 - ratio, else 0.  x: any shape -> y: the same shape

    dL/dx = dL/dy mask / (1 - ratio)   (Srivastava et al. 2014, B1 6.4.3)
    The book scales by 1 - ratio when predicting; scaling while training has the same mean, and predicting is y = x.
    """

    differs_in_training = True

    def __init__(self, dropout_ratio: float = 0.5, rng: Rng | None = None) -> None:
        if not 0 <= dropout_ratio < 1:
            raise ValueError(f"Dropout: dropout_ratio is {dropout_ratio}: it must be at least 0 and less than 1")
        self.dropout_ratio = dropout_ratio
        self.rng = rng_or_new(rng)  # from the start, so that who notes where generators stand finds it before any forward
        self.may_move = rng is None
        self.mask: Array = None  # already divided by 1 - ratio

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        expect.data("Dropout", x)
        if not train_flg:
            self.mask = xp_of(x).ones_like(x)
            return x
        if self.may_move and xp_of(x) is not np:  # nobody gave a generator, so it goes where the data are
            self.rng, self.may_move = xp_of(x).random.default_rng(), False
        kept = self.rng.random(x.shape) >= self.dropout_ratio
        xp_of_all("Dropout", x=x, mask=kept)
        self.mask = kept.astype(x.dtype) / (1 - self.dropout_ratio)
        return x * self.mask

    def backward(self, dout: Array) -> Array:
        mask = expect.remembered("Dropout", self.mask)
        expect.dout("Dropout", dout, mask.shape)
        return dout * mask
