"""What every network can do: a chain of layers, a loss at its end, and the parameters by name."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import Any, TypeAlias

import numpy as np

from engine.backend import Array, to_numpy
from engine.files import read_arrays, write_arrays
from engine.functions import as_batch
from engine.layers import SoftmaxWithLoss
from engine.layers.chain import backward_through, forward_through

Layer: TypeAlias = Any  # anything with forward(x) and backward(dout)
Arrays: TypeAlias = dict[str, Array]


class Network:
    """Layers from data to scores, then softmax with cross entropy. Data x: (N, ...), scores: (N, K), t: (N,) or (N, K).

    `params` maps names to the very arrays that the layers hold; `owners` says which layer's which attribute has the
    gradient, such as "W1" -> (affine1, "dW"). A subclass builds the layers in __init__ and calls `chain`.
    """

    layers: dict[str, Layer]
    params: Arrays
    owners: dict[str, tuple[Layer, str]]

    def chain(self, layers: dict[str, Layer]) -> None:
        """Take the layers, and number their parameters by the layers that have any: W1, b1, W2, b2, ..."""
        self.layers, self.last_layer = layers, SoftmaxWithLoss()
        self.params, self.owners = {}, {}
        number = 0
        for layer in layers.values():
            names = param_names(layer)
            number += "W" in names
            for name in names:
                self.params[f"{name}{number}"] = getattr(layer, name)
                self.owners[f"{name}{number}"] = (layer, f"d{name}")

    def predict(self, x: Array, train_flg: bool = False) -> Array:
        """Scores before softmax. x: (N, ...) -> (N, K)"""
        return forward_through(self.layers.values(), x, train_flg)

    def loss(self, x: Array, t: Array, train_flg: bool = False) -> Array:
        """The mean cross entropy over the batch, with the penalty on weights if there is one."""
        return self.last_layer.forward(self.predict(x, train_flg), t) + self.penalty()

    def accuracy(self, x: Array, t: Array, batch_size: int = 100) -> float:
        """The share of x whose largest score is at t, from 0 to 1. Batches keep the memory small."""
        as_batch("accuracy", self.predict(x[:1]), t[:1])  # raises where t does not fit
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        starts = range(0, len(x), batch_size)
        hits = [(self.predict(x[i : i + batch_size]).argmax(axis=1) == labels[i : i + batch_size]).sum() for i in starts]
        return float(sum(hits)) / len(x)

    def gradient(self, x: Array, t: Array) -> Arrays:
        """dL/dp for every p in `params`, by backpropagation; the same keys."""
        return self.loss_and_gradient(x, t)[1]

    def loss_and_gradient(self, x: Array, t: Array) -> tuple[Array, Arrays]:
        """Both from one pass forward and one back, as training wants them."""
        loss = self.loss(x, t, train_flg=True)
        backward_through(self.layers.values(), self.last_layer.backward(), to_data=False)
        return loss, {key: self.regularized(key, getattr(layer, name)) for key, (layer, name) in self.owners.items()}

    def input_gradient(self, x: Array, t: Array) -> Array:
        """dL/dx: which pixels to change to change the loss, without training's noise. x: (N, ...) -> (N, ...)"""
        self.last_layer.forward(self.predict(x), t)
        return backward_through(self.layers.values(), self.last_layer.backward())

    def numerical_gradient(self, x: Array, t: Array) -> Arrays:
        """dL/dp by central differences, two losses for every single number: slow, and right unless h is wrong."""
        from engine.gradients import numerical_gradient

        return {key: numerical_gradient(lambda _: self.loss(x, t, train_flg=True), p) for key, p in self.params.items()}

    def penalty(self) -> Array:
        """What the loss charges for large weights; nothing, unless a network decays its weights."""
        return 0

    def regularized(self, key: str, gradient: Array) -> Array:
        """A parameter's gradient, with that of the penalty."""
        return gradient

    def statistics(self) -> Arrays:
        """What layers learn by watching rather than by gradient: the running means and variances."""
        watching = ((key, layer) for key, layer in self.layers.items() if hasattr(layer, "running_mean"))
        return {f"{key}.{name}": getattr(layer, name) for key, layer in watching for name in ("running_mean", "running_var")}

    def save(self, path: str | PathLike[str]) -> None:
        """Write the parameters and statistics as npz: the whole file, or the old one if it fails."""
        write_arrays(path, {key: to_numpy(array) for key, array in (self.params | self.statistics()).items()})

    def load(self, path: str | PathLike[str]) -> None:
        """Read what `save` wrote, into the arrays that the layers hold.

        Raises ValueError when a name is missing or a shape differs; then nothing is changed.
        """
        copy_into(self.params | self.statistics(), read_arrays(path), str(path))


def param_names(layer: Layer) -> tuple[str, ...]:
    """The names of what a layer learns: those of W, b, gamma, beta that it has."""
    return tuple(name for name in ("W", "b", "gamma", "beta") if getattr(layer, name, None) is not None)


def copy_into(targets: Arrays, sources: Arrays, where: str) -> None:
    """Overwrite arrays in place, so that layers and optimizers keep theirs. Extra sources are left alone."""
    for key, target in targets.items():
        if key not in sources:
            raise ValueError(f"{where}: has no {key}: it holds {_some(sources)}; was it saved from another network?")
        if sources[key].shape != target.shape:
            raise ValueError(f"{where}: {key} is {sources[key].shape} but the network's is {target.shape}")
    for key, target in targets.items():
        target[...] = np.asarray(sources[key], dtype=target.dtype)


def _some(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:8]) or "nothing"
