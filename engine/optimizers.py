"""Optimizers: how a gradient becomes a step (B1 6.1).

`update(params, grads)` takes two dicts with the same keys, or two lists, and changes the arrays in place, so that the
layers that hold them see the new numbers. A plain number cannot be changed in place: its entry is replaced. Running values
(velocity, ...) are kept by name and key in `state`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, MutableSequence
from typing import Any, TypeAlias

import numpy as np

from engine.backend import Array, xp_of

Params: TypeAlias = dict[str, Array] | MutableSequence[Array] | tuple[Array, ...]


class Optimizer:
    """What all have in common: a learning rate, a step counter, and one running value per name and parameter."""

    def __init__(self, lr: float) -> None:
        self.lr = lr
        self.iter = 0
        self.state: dict[tuple[str, Hashable], Array] = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step. Raises ValueError when keys or shapes of `params` and `grads` differ."""
        named, gradients = _by_key(params), _by_key(grads)
        if named.keys() != gradients.keys():
            raise ValueError(f"{type(self).__name__}: params has {list(named)} but grads has {list(gradients)}")
        self.iter += 1
        for key, p in named.items():
            g = gradients[key]
            if _is_plain(p):
                params[key] = self.replace(key, float(p), float(g))  # type: ignore[index]
            elif p.shape != g.shape:
                raise ValueError(f"{type(self).__name__}: params[{key!r}] is {p.shape} but its gradient is {g.shape}")
            else:
                self.step(key, p, g)

    def replace(self, key: Hashable, p: float, g: float) -> float:
        """Where one step takes the plain number p."""
        place = np.array(p)
        self.step(key, place, np.array(g))
        return float(place)

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        """Change one parameter p in place by its gradient g. p, g: the same shape."""
        raise NotImplementedError

    def running(self, name: str, key: Hashable, p: Array) -> Array:
        """The running value of this name for this parameter; zeros at first."""
        if (name, key) not in self.state:
            self.state[name, key] = xp_of(p).zeros_like(p)
        return self.state[name, key]


class SGD(Optimizer):
    """p <- p - lr g   (stochastic gradient descent, B1 6.1.2)"""

    def __init__(self, lr: float = 0.01) -> None:
        super().__init__(lr)

    def step(self, key: Hashable, p: Array, g: Array) -> None:  # noqa: ARG002 - it keeps nothing of a parameter
        p -= self.lr * g


class Momentum(Optimizer):
    """v <- momentum v - lr g,  p <- p + v   (a ball that rolls with friction, B1 6.1.4)"""

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(lr)
        self.momentum = momentum

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        v = self.running("v", key, p)
        v *= self.momentum
        v -= self.lr * g
        p += v


class Nesterov(Optimizer):
    """v <- momentum v - lr g,  p <- p + momentum v - lr g   (Nesterov 1983, in the form of Bengio et al. 2012)

    The gradient is taken where the momentum is about to carry p; p itself stands for that point ahead.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(lr)
        self.momentum = momentum

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        v = self.running("v", key, p)
        push = self.lr * g
        v *= self.momentum
        v -= push
        p += self.momentum * v
        p -= push


class AdaGrad(Optimizer):
    """h <- h + g^2,  p <- p - lr g / (sqrt h + eps)   (Duchi et al. 2011, B1 6.1.5)

    What has moved much moves less from now on.
    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-7) -> None:
        super().__init__(lr)
        self.eps = eps

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        h = self.running("h", key, p)
        h += g * g
        p -= self.lr * g / (xp_of(p).sqrt(h) + self.eps)


class RMSprop(Optimizer):
    """h <- decay h + (1 - decay) g^2,  p <- p - lr g / (sqrt h + eps)   (Hinton's lecture 6, 2012)

    AdaGrad that forgets: old gradients fade, so that the steps do not die out.
    """

    def __init__(self, lr: float = 0.01, decay_rate: float = 0.99, eps: float = 1e-7) -> None:
        super().__init__(lr)
        self.decay_rate, self.eps = decay_rate, eps

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        h = self.running("h", key, p)
        h *= self.decay_rate
        h += (1 - self.decay_rate) * g * g
        p -= self.lr * g / (xp_of(p).sqrt(h) + self.eps)


class Adam(Optimizer):
    """m <- beta1 m + (1 - beta1) g,  v <- beta2 v + (1 - beta2) g^2,  p <- p - lr m' / (sqrt v' + eps)

    m and v start at zero and are too small at first; m' = m / (1 - beta1^t) and v' = v / (1 - beta2^t) make up for it
    (Kingma and Ba 2015, B1 6.1.6).
    """

    def __init__(self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> None:
        super().__init__(lr)
        self.beta1, self.beta2, self.eps = beta1, beta2, eps

    def step(self, key: Hashable, p: Array, g: Array) -> None:
        m, v = self.running("m", key, p), self.running("v", key, p)
        m += (1 - self.beta1) * (g - m)
        v += (1 - self.beta2) * (g * g - v)
        size = xp_of(p).sqrt(v)
        size *= (1 - self.beta2**self.iter) ** -0.5
        size += self.eps
        p -= self.lr / (1 - self.beta1**self.iter) * m / size


def clip_grads(grads: Params, max_norm: float) -> float:
    """Shrink all gradients in place by one factor, so that their common length is at most `max_norm`.

    Keeps the direction, and takes the fright out of a cliff in the loss (B2 6.1.4). Returns the length as it was. Plain
    numbers are replaced, as in `update`.
    """
    named = _by_key(grads)
    norm = math.sqrt(sum(float(xp_of(g).sum(g * g)) for g in named.values()))
    if norm > max_norm:
        for key, g in named.items():
            if _is_plain(g):
                grads[key] = float(g) * max_norm / norm  # type: ignore[index]
            else:
                g *= max_norm / norm
    return norm


def _is_plain(p: Any) -> bool:
    """Whether it is a number that nothing can change in place."""
    return isinstance(p, int | float | np.generic)


def _by_key(arrays: Params) -> Mapping[Any, Array]:
    return arrays if isinstance(arrays, dict) else dict(enumerate(arrays))
