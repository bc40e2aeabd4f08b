"""What every network can do: a chain of layers, a loss at its end, and the parameters by name."""

from __future__ import annotations

from os import PathLike
from typing import Any, TypeAlias

from engine import expect
from engine.backend import Array, to_numpy, xp_of
from engine.files import copy_into, read_arrays, write_arrays
from engine.layers import SoftmaxWithLoss
from engine.layers.chain import backward_through, forward_through, leaves
from engine.networks.snapshot import Snapshot, running_statistics

Layer: TypeAlias = Any  # anything with forward(x) and backward(dout)
Arrays: TypeAlias = dict[str, Array]


class Network:
    """Layers from data to scores, then softmax with cross entropy. Data x: (N, ...), scores: (N, K), t: (N,) or (N, K).

    `params` maps names to the very arrays that the layers hold; `owners` says which layer's which attribute has the
    gradient, such as "W1" -> (affine1, "dW"). A subclass builds the layers in __init__ and calls `chain`.
    Weight decay adds lambda / 2 sum W^2 to the loss, and so lambda W to each weight's gradient, which keeps weights small;
    biases are left free (B1 6.4.2).
    """

    weight_decay_lambda: float = 0

    layers: dict[str, Layer]
    params: Arrays
    owners: dict[str, tuple[Layer, str]]

    def chain(self, layers: dict[str, Layer]) -> None:
        """Take the layers, and number their parameters by the layers that have weights: W1, b1, W2, b2, ...

        Raises ValueError when two layers would share a name: the first would never be trained, and nobody would notice.
        """
        self.layers, self.last_layer = layers, SoftmaxWithLoss()
        self.params, self.owners = {}, {}
        number = 0
        for layer in leaves(layers.values()):
            names = [name for name in ("W", "b", "gamma", "beta") if hasattr(layer, name)]
            number += "W" in names
            for name in names:
                key = f"{name}{number}"
                if key in self.params:
                    both = f"a {type(self.owners[key][0]).__name__} and a {type(layer).__name__}"
                    raise ValueError(f"chain: {both} would both be {key}: put a layer with weights W between them")
                self.params[key], self.owners[key] = getattr(layer, name), (layer, f"d{name}")

    def predict(self, x: Array, train_flg: bool = False) -> Array:
        """Scores before softmax. x: (N, ...) -> (N, K)"""
        return forward_through(self.layers.values(), x, train_flg)

    def loss(self, x: Array, t: Array, train_flg: bool = False) -> Array:
        """The mean cross entropy over the batch, with the penalty on weights if there is one."""
        return self.last_layer.forward(self.predict(x, train_flg), t) + self.penalty()

    def accuracy(self, x: Array, t: Array, batch_size: int = 100) -> float:
        """The share of x whose largest score is at t, from 0 to 1. Batches keep the memory small."""
        expect.data("accuracy", x)
        if len(x) != len(t):
            raise ValueError(f"accuracy: x is {x.shape} but t is {t.shape}: one answer for each datum")
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        batches = (slice(start, start + batch_size) for start in range(0, len(x), batch_size))
        return sum(int((self.predict(x[some]).argmax(axis=1) == labels[some]).sum()) for some in batches) / len(x)

    def gradient(self, x: Array, t: Array) -> Arrays:
        """dL/dp for every p in `params`, by backpropagation; the same keys."""
        return self.loss_and_gradient(x, t)[1]

    def loss_and_gradient(self, x: Array, t: Array) -> tuple[Array, Arrays]:
        """Both from one pass forward and one back, as training wants them."""
        loss = self.loss(x, t, train_flg=True)
        backward_through(self.layers.values(), self.last_layer.backward(), to_data=False)
        grads = {key: getattr(layer, name) for key, (layer, name) in self.owners.items()}
        return loss, self.add_decay(grads) if self.weight_decay_lambda else grads

    def input_gradient(self, x: Array, t: Array) -> Array:
        """dL/dx: which pixels to change to change the loss, without training's noise. x: (N, ...) -> (N, ...)"""
        self.last_layer.forward(self.predict(x), t)
        return backward_through(self.layers.values(), self.last_layer.backward())

    def numerical_gradient(self, x: Array, t: Array) -> Arrays:
        """dL/dp by central differences: two losses for every single number, so for small networks only.

        Every loss draws the same dropout masks, those that the next `gradient` will draw; not so on a GPU, whose generators
        cannot be put back. The step h balances the error of the difference, of order h^2, against rounding, of order
        eps / h.
        """
        from engine.gradients import numerical_gradient

        before = Snapshot(self.layers.values())

        def loss(_: Array) -> Array:
            before.restore()
            return self.loss(x, t, train_flg=True)

        steps = {key: float(xp_of(p).finfo(p.dtype).eps) ** (1 / 3) for key, p in self.params.items()}
        gradients = {key: numerical_gradient(loss, p, steps[key]) for key, p in self.params.items()}
        before.restore()
        return gradients

    def penalty(self) -> Array:
        """What the loss charges for large weights: lambda / 2 sum W^2."""
        if not self.weight_decay_lambda:
            return 0
        return self.weight_decay_lambda / 2 * sum((W * W).sum() for key, W in self.params.items() if key.startswith("W"))

    def add_decay(self, grads: Arrays) -> Arrays:
        """The gradients with that of the penalty, lambda W for every weight W."""
        decay = self.weight_decay_lambda
        return {key: g + decay * self.params[key] if key.startswith("W") else g for key, g in grads.items()}

    def arrays(self) -> Arrays:
        """All that makes this network what it is: the parameters, and what layers learn by watching."""
        return self.params | running_statistics(self.layers.values())

    def save(self, path: str | PathLike[str]) -> None:
        """Write the arrays as npz: the whole file, or the old one if it fails."""
        write_arrays(path, {key: to_numpy(array) for key, array in self.arrays().items()})

    def load(self, path: str | PathLike[str]) -> None:
        """Read what `save` wrote, into the arrays that the layers hold.

        Raises ValueError when a name is missing or a shape differs; then nothing is changed.
        """
        copy_into(self.arrays(), read_arrays(path), str(path))
