"""TwoLayerNet: the first network that learns (B1 4.5 and 5.7, B2 1.4)."""

from __future__ import annotations

import numpy as np

from engine.initializers import DType, Rng, Scale, rng_or_new
from engine.networks.build import new_activation, new_affine
from engine.networks.network import Network


class TwoLayerNet(Network):
    """x -> Affine -> activation -> Affine -> softmax with loss.  x: (N, input_size) -> scores: (N, output_size)

    The activation is "relu", as in B1 5.7; B1 4.5 and B2 1.4 have "sigmoid" in its place.
    params: W1 (input_size, hidden_size), b1 (hidden_size,), W2 (hidden_size, output_size), b2 (output_size,)
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        weight_init_std: Scale = 0.01,
        *,
        activation: str = "relu",
        dtype: DType = np.float32,
        rng: Rng | None = None,
    ) -> None:
        rng = rng_or_new(rng)
        self.chain(
            {
                "Affine1": new_affine(rng, input_size, hidden_size, weight_init_std, dtype),
                "Activation1": new_activation("TwoLayerNet", activation),
                "Affine2": new_affine(rng, hidden_size, output_size, weight_init_std, dtype),
            }
        )
