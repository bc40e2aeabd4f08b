"""Networks that see: SimpleConvNet (B1 7.5) and DeepConvNet (B1 8.1)."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.initializers import DType, Rng, Scale, rng_or_new
from engine.layers import Dropout, Pooling, Relu
from engine.networks.build import ConvParam, ImageShape, after_convolution, after_pooling, new_affine, new_convolution
from engine.networks.network import Network


def conv_param(filter_num: int, filter_size: int, pad: int = 0, stride: int = 1) -> ConvParam:
    """A convolution's settings by the books' names."""
    return MappingProxyType({"filter_num": filter_num, "filter_size": filter_size, "pad": pad, "stride": stride})


SIMPLE = conv_param(30, 5)
DEEP = tuple(conv_param(filters, 3, pad) for filters, pad in ((16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)))


class SimpleConvNet(Network):
    """x -> Convolution -> Pooling -> Relu -> Affine -> Relu -> Affine -> softmax with loss

    x: (N, *input_dim) -> scores: (N, output_size). params: W1, b1 (filters), W2, b2, W3, b3
    The book has Relu before Pooling. Both only ever keep the order of numbers, so they may change places, and after
    Pooling there is a quarter of the work left for Relu.
    """

    def __init__(
        self,
        input_dim: ImageShape = (1, 28, 28),
        conv_param: ConvParam = SIMPLE,
        hidden_size: int = 100,
        output_size: int = 10,
        weight_init_std: Scale = 0.01,
        *,
        dtype: DType = np.float32,
        rng: Rng | None = None,
    ) -> None:
        rng = rng_or_new(rng)
        pooled = after_pooling(after_convolution(input_dim, conv_param))
        self.chain(
            {
                "Conv1": new_convolution(rng, input_dim[0], conv_param, weight_init_std, dtype),
                "Pool1": Pooling(2, 2, stride=2),
                "Relu1": Relu(),
                "Affine1": new_affine(rng, math.prod(pooled), hidden_size, weight_init_std, dtype),
                "Relu2": Relu(),
                "Affine2": new_affine(rng, hidden_size, output_size, weight_init_std, dtype),
            }
        )


class DeepConvNet(Network):
    """x -> (Convolution -> Relu -> Convolution -> Pooling -> Relu) x 3 -> Affine -> Relu -> Dropout -> Affine -> Dropout

    x: (N, *input_dim) -> scores: (N, output_size). params: W1, b1 ... W6, b6 (filters), W7, b7, W8, b8; weights as He et al.
    Two 3 x 3 filters see as far as one 5 x 5, with fewer numbers to learn and one more bend between them.
    """

    def __init__(
        self,
        input_dim: ImageShape = (1, 28, 28),
        conv_param_1: ConvParam = DEEP[0],
        conv_param_2: ConvParam = DEEP[1],
        conv_param_3: ConvParam = DEEP[2],
        conv_param_4: ConvParam = DEEP[3],
        conv_param_5: ConvParam = DEEP[4],
        conv_param_6: ConvParam = DEEP[5],
        hidden_size: int = 50,
        output_size: int = 10,
        *,
        dropout_ratio: float = 0.5,
        dtype: DType = np.float32,
        rng: Rng | None = None,
    ) -> None:
        rng = rng_or_new(rng)
        layers: dict[str, Any] = {}
        shape = input_dim
        for i, param in enumerate((conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6), 1):
            layers[f"Conv{i}"] = new_convolution(rng, shape[0], param, "he", dtype)
            shape = after_convolution(shape, param)
            if i % 2 == 0:
                layers[f"Pool{i // 2}"] = Pooling(2, 2, stride=2)
                shape = after_pooling(shape)
            layers[f"Relu{i}"] = Relu()
        layers["Affine1"] = new_affine(rng, math.prod(shape), hidden_size, "he", dtype)
        layers |= {"Relu7": Relu(), "Dropout1": Dropout(dropout_ratio, rng)}
        layers["Affine2"] = new_affine(rng, hidden_size, output_size, "he", dtype)
        self.chain(layers | {"Dropout2": Dropout(dropout_ratio, rng)})
