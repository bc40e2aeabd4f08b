"""Layers out of `mine` under the names of both books, so that a network typed from either page runs on them.

Book 1 keeps `W`, `b`, `dW`, `db`; Book 2 two lists, `params` and `grads`, whose arrays `backward` fills. What a class has
itself stays as it is: a name is added only where it is missing, and only once somebody asks a layer for it.
"""

from __future__ import annotations

from types import MethodType, ModuleType
from typing import Any

import numpy as np

LAYERS = (
    "Affine",
    "BatchNormalization",
    "Convolution",
    "Dropout",
    "MatMul",
    "Pooling",
    "Relu",
    "Sigmoid",
    "Softmax",
    "SoftmaxWithLoss",
    "Tanh",
)
WEIGHTS = (("W", "b"), ("gamma", "beta"))


def lend_both_names(mine: ModuleType) -> None:
    """Give the layers of `mine` the other book's names, too; a class that answers for names itself is left alone."""
    for name in LAYERS:
        layer = getattr(mine, name, None)
        if isinstance(layer, type) and not hasattr(layer, "__getattr__"):
            layer.__getattr__ = _other_name  # type: ignore[attr-defined]


def _other_name(layer: Any, name: str) -> Any:
    held = vars(layer)
    if name in ("params", "grads") and not held.get("params"):
        return _listed(layer)[name]
    for weights in WEIGHTS:
        for place, weight in enumerate(weights):
            for title, values in ((weight, held.get("params")), (f"d{weight}", held.get("grads"))):
                if name == title and isinstance(values, list) and place < len(values):
                    return values[place]
    raise AttributeError(f"{type(layer).__name__!r} object has no attribute {name!r}", name=name, obj=layer)


def _listed(layer: Any) -> dict[str, list[Any]]:
    """Book 2's two lists on a layer of Book 1; from now on its `backward` fills the arrays of the second."""
    names = _weights(layer)
    layer.params = [vars(layer)[name] for name in names]
    layer.grads = [np.zeros_like(p) for p in layer.params]
    if names:
        layer.backward = MethodType(_filling, layer)
    return {"params": layer.params, "grads": layer.grads}


def _filling(layer: Any, *dout: Any) -> Any:
    result = type(layer).backward(layer, *dout)
    for grad, name in zip(layer.grads, _weights(layer), strict=True):
        grad[...] = getattr(layer, f"d{name}")
    return result


def _weights(layer: Any) -> list[str]:
    return [name for weights in WEIGHTS for name in weights if vars(layer).get(name) is not None]
