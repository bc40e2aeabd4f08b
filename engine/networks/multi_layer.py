"""MultiLayerNet: as deep as you like, with techniques to switch on (B1 6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from engine.initializers import DType, Rng, Scale, constant, rng_or_new
from engine.layers import BatchNormalization, Dropout
from engine.networks.build import new_activation, new_affine
from engine.networks.network import Network


class MultiLayerNet(Network):
    """x -> (Affine -> [BatchNormalization] -> activation -> [Dropout]) for each hidden size -> Affine -> softmax with loss

    x: (N, input_size) -> scores: (N, output_size). params: W1, b1, [gamma1, beta1], W2, b2, ...
    `weight_init_std`: a number, "relu" (He) or "sigmoid" (Xavier).
    """

    def __init__(
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: str = "relu",
        weight_init_std: Scale = "relu",
        weight_decay_lambda: float = 0,
        use_dropout: bool = False,
        dropout_ratio: float = 0.5,
        use_batchnorm: bool = False,
        *,
        dtype: DType = np.float32,
        rng: Rng | None = None,
    ) -> None:
        rng = rng_or_new(rng)
        self.weight_decay_lambda = weight_decay_lambda
        layers: dict[str, Any] = {}
        for i, (n_in, n_out) in enumerate(pairwise([input_size, *hidden_size_list]), 1):
            layers[f"Affine{i}"] = new_affine(rng, n_in, n_out, weight_init_std, dtype)
            if use_batchnorm:
                layers[f"BatchNorm{i}"] = new_batch_normalization(rng, n_out, dtype)
            layers[f"Activation{i}"] = new_activation("MultiLayerNet", activation)
            if use_dropout:
                layers[f"Dropout{i}"] = Dropout(dropout_ratio, rng)
        n_in, last = [input_size, *hidden_size_list][-1], len(hidden_size_list) + 1
        self.chain(layers | {f"Affine{last}": new_affine(rng, n_in, output_size, weight_init_std, dtype)})


def new_batch_normalization(rng: Rng, size: int, dtype: DType) -> BatchNormalization:
    """As if it were not there: gamma 1 and beta 0, (size,) each."""
    return BatchNormalization(constant(rng, (size,), 1, dtype), constant(rng, (size,), 0, dtype))
