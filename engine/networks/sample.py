"""The network that reads digits before the reader has learned how it learned them (B1 3)."""

from __future__ import annotations

import numpy as np

from engine.initializers import DType, Rng, rng_or_new
from engine.layers import Sigmoid
from engine.networks.build import new_affine
from engine.networks.network import Network


class SampleNet(Network):
    """x -> Affine -> Sigmoid -> Affine -> Sigmoid -> Affine -> softmax with loss.  x: (N, 784) -> scores: (N, 10)

    params: W1 (784, 50), b1, W2 (50, 100), b2, W3 (100, 10), b3   (B1 3.6.2)
    """

    def __init__(self, *, dtype: DType = np.float32, rng: Rng | None = None) -> None:
        rng = rng_or_new(rng)
        self.chain(
            {
                "Affine1": new_affine(rng, 784, 50, "xavier", dtype),
                "Sigmoid1": Sigmoid(),
                "Affine2": new_affine(rng, 50, 100, "xavier", dtype),
                "Sigmoid2": Sigmoid(),
                "Affine3": new_affine(rng, 100, 10, "xavier", dtype),
            }
        )
