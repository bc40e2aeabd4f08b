"""Where weights start. All zeros never learn apart, too large saturates, too small fades (B1 6.2).

Each gives an array of the shape asked for; randomness comes from `rng`, and the array lives where `rng` does.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np

from engine.backend import Array, xp_of

Rng: TypeAlias = Any  # np.random.Generator or cupy.random.Generator
DType: TypeAlias = Any
Scale: TypeAlias = float | str  # a standard deviation, or the name of a rule: "xavier", "he", ...


def normal(rng: Rng, shape: tuple[int, ...], std: float, dtype: DType = np.float32) -> Array:
    """Gaussian numbers with mean 0 and the given standard deviation."""
    return (std * rng.standard_normal(shape)).astype(dtype)


def constant(rng: Rng, shape: tuple[int, ...], value: float, dtype: DType = np.float32) -> Array:
    """The same number everywhere; `rng` only says where the array lives."""
    like = normal(rng, shape, 0, dtype)
    return xp_of(like).full_like(like, value)


def xavier_std(fan_in: int) -> float:
    """1 / sqrt(n): keeps the spread of activations through a layer with sigmoid or tanh (Glorot and Bengio 2010)."""
    return math.sqrt(1 / fan_in)


def he_std(fan_in: int) -> float:
    """sqrt(2 / n): the same for ReLU, which halves the variance (He et al. 2015)."""
    return math.sqrt(2 / fan_in)


def std_of(scale: Scale, fan_in: int) -> float:
    """The standard deviation for a layer whose units each see `fan_in` inputs.

    `scale`: a number, or "xavier" ("sigmoid"), "he" ("relu"), "zeros". Raises ValueError for any other word.
    """
    if not isinstance(scale, str):
        return float(scale)
    stds = {"zeros": 0.0, "xavier": xavier_std(fan_in), "he": he_std(fan_in)}
    stds |= {"sigmoid": stds["xavier"], "relu": stds["he"]}
    if scale.lower() not in stds:
        raise ValueError(f'weight_init_std: "{scale}" is unknown: give a number or one of {", ".join(stds)}')
    return stds[scale.lower()]


def init_weights(n_in: int, n_out: int, kind: Scale, rng: Rng, dtype: DType = np.float32) -> Array:
    """Weights for an Affine layer by rule. kind as in `std_of` -> W: (n_in, n_out)"""
    return normal(rng, (n_in, n_out), std_of(kind, n_in), dtype)


def rng_or_new(rng: Rng | None) -> Rng:
    """The caller's generator, or a fresh one seeded by the system."""
    return np.random.default_rng() if rng is None else rng
