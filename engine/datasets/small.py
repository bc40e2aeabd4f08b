"""Small data to see with the naked eye: a spiral, a noisy curve, and digits of 7 x 7 pixels."""

from __future__ import annotations

import math

import numpy as np

from engine.backend import Array
from engine.datasets.mnist import Split, load_mnist
from engine.functions import one_hot
from engine.initializers import DType, Rng


def load_spiral(
    per_class: int = 100, classes: int = 3, one_hot_label: bool = False, *, rng: Rng | None = None, dtype: DType = np.float32
) -> Split:
    """Arms that wind around each other, which no straight line separates (B2 1.4.1).

    x: (per_class * classes, 2) within the unit circle; t: labels (N,), or rows (N, classes). Always the same arms, unless
    `rng` is given.
    """
    rng = np.random.default_rng(1984) if rng is None else rng
    t = np.repeat(np.arange(classes), per_class)
    radius = np.tile(np.arange(per_class) / per_class, classes)
    angle = 4 * (t + radius) + 0.2 * rng.standard_normal(len(t))
    x = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1).astype(dtype)
    return x, one_hot(t, classes) if one_hot_label else t


def load_noisy_sine(count: int = 50, noise: float = 0.2, *, rng: Rng | None = None, dtype: DType = np.float32) -> Split:
    """Points along one wave of a sine, each a little off: what a curve fits, or overfits. x, t: (count, 1), x in [0, 1)"""
    rng = np.random.default_rng(0) if rng is None else rng
    x = np.sort(rng.random((count, 1)), axis=0)
    t = np.sin(2 * math.pi * x) + noise * rng.standard_normal(x.shape)
    return x.astype(dtype), t.astype(dtype)


def load_digits_7x7(one_hot_label: bool = False, dtype: DType = np.float32) -> tuple[Split, Split]:
    """MNIST seen from afar: each pixel is the mean of 4 x 4. ((x_train, t_train), (x_test, t_test)), x: (N, 49)"""
    train, test = load_mnist(flatten=False, one_hot_label=one_hot_label, dtype=dtype)
    return (_shrink(train[0]), train[1]), (_shrink(test[0]), test[1])


def _shrink(x: Array) -> Array:
    return x.reshape(len(x), 7, 4, 7, 4).mean(axis=(2, 4)).reshape(len(x), 49)
