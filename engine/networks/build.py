"""Layers with fresh weights, as the networks put them together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.initializers import DType, Rng, Scale, constant, normal, std_of
from engine.layers import Affine, Convolution, Relu, Sigmoid, Tanh
from engine.layers.windows import window_count

ConvParam: TypeAlias = Mapping[str, int]  # filter_num, filter_size, pad, stride
ImageShape: TypeAlias = tuple[int, int, int]  # (C, H, W)


ACTIVATIONS: Mapping[str, type[Relu | Sigmoid | Tanh]] = {"relu": Relu, "sigmoid": Sigmoid, "tanh": Tanh}


def new_activation(where: str, name: str) -> Relu | Sigmoid | Tanh:
    """An activation layer by its name. Raises ValueError for another."""
    if name not in ACTIVATIONS:
        raise ValueError(f'{where}: activation "{name}" is unknown: use one of {", ".join(ACTIVATIONS)}')
    return ACTIVATIONS[name]()


def new_affine(rng: Rng, n_in: int, n_out: int, scale: Scale, dtype: DType) -> Affine:
    """Random weights and no bias yet. W: (n_in, n_out), b: (n_out,)"""
    return Affine(normal(rng, (n_in, n_out), std_of(scale, n_in), dtype), constant(rng, (n_out,), 0, dtype))


def new_convolution(rng: Rng, channels: int, param: ConvParam, scale: Scale, dtype: DType) -> Convolution:
    """Random filters and no bias yet. W: (filter_num, channels, filter_size, filter_size), b: (filter_num,)"""
    FN, size = param["filter_num"], param["filter_size"]
    W = normal(rng, (FN, channels, size, size), std_of(scale, channels * size * size), dtype)
    return Convolution(W, constant(rng, (FN,), 0, dtype), param.get("stride", 1), param.get("pad", 0))


def after_convolution(shape: ImageShape, param: ConvParam) -> ImageShape:
    """(C, H, W) -> (FN, OH, OW)"""
    frame, size, stride = 2 * param.get("pad", 0), param["filter_size"], param.get("stride", 1)
    return param["filter_num"], window_count(shape[1] + frame, size, stride), window_count(shape[2] + frame, size, stride)


def after_pooling(shape: ImageShape) -> ImageShape:
    """(C, H, W) -> (C, H / 2, W / 2)"""
    return shape[0], window_count(shape[1], 2, 2), window_count(shape[2], 2, 2)
