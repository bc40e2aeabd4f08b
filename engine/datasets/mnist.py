"""MNIST: 70,000 handwritten digits of 28 x 28 pixels, 10,000 of them for testing (LeCun and Cortes; B1 3.6.1)."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from engine.backend import Array
from engine.functions import one_hot
from engine.initializers import DType

Split: TypeAlias = tuple[Array, Array]


def load_mnist(
    normalize: bool = True, flatten: bool = True, one_hot_label: bool = False, dtype: DType = np.float32
) -> tuple[Split, Split]:
    """((x_train, t_train), (x_test, t_test)), from the file beside this one: no network.

    x: (60000, 784) and (10000, 784), or (N, 1, 28, 28) where `flatten` is False; from 0 to 1 in `dtype` where `normalize`
    is True, else the bytes 0 to 255. t: labels (N,) of 0 to 9, or rows (N, 10) where `one_hot_label` is True.
    """
    from importlib.resources import files  # here, as most who import the engine read no digits

    with (
        files(__package__).joinpath("mnist.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        arrays = dict(stored)

    def split(name: str) -> Split:
        x, t = arrays[f"x_{name}"], arrays[f"t_{name}"]
        x = x.reshape(len(x), -1) if flatten else x[:, np.newaxis]
        return to_unit(x, dtype) if normalize else x, one_hot(t, 10) if one_hot_label else t

    return split("train"), split("test")


def to_unit(x: Array, dtype: DType = np.float32) -> Array:
    """Bytes 0 to 255 as numbers from 0 to 1."""
    scaled = x.astype(dtype)
    scaled /= 255
    return scaled
