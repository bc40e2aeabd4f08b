"""Read shipped weights. They are stored as float16, which costs no digit of accuracy and half the size."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files

import numpy as np

from engine.backend import Array
from engine.files import copy_into, read_arrays
from engine.initializers import DType
from engine.networks import DeepConvNet, Network, SampleNet

SHIPPED: dict[str, Callable[..., Network]] = {"SampleNet": SampleNet, "DeepConvNet": DeepConvNet}


def load_weights(name: str, dtype: DType = np.float32) -> dict[str, Array]:
    """The arrays of a shipped network by name; for "SampleNet" W1, b1, W2, b2, W3, b3, as in B1 3.6.2.

    Raises ValueError for a network whose weights are not shipped.
    """
    if name not in SHIPPED:
        raise ValueError(f'"{name}" has no shipped weights: use one of {", ".join(SHIPPED)}, or train it')
    with as_file(files(__package__).joinpath(f"{name}.npz")) as path:
        return {key: array.astype(dtype) for key, array in read_arrays(path).items()}


def pretrained(name: str, dtype: DType = np.float32) -> Network:
    """A shipped network, ready to predict. DeepConvNet takes x: (N, 1, 28, 28), SampleNet x: (N, 784)."""
    weights = load_weights(name, dtype)
    network = SHIPPED[name](dtype=dtype, rng=np.random.default_rng(0))
    copy_into(network.arrays(), weights, name)
    return network
