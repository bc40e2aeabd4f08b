"""What this machine can do at most, and what a training step needs at least: so that a time can be held against a limit."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE = 1024  # of the two matrices whose product is the fastest thing that a processor does
COPIED = 64 * 2**20  # bytes: more than a cache holds


@dataclass(frozen=True)
class Limits:
    """`flops`: additions and multiplications a second; `bytes_per_second`: read or written."""

    flops: float
    bytes_per_second: float


@dataclass(frozen=True)
class Need:
    """`products`: of a weight and a number, forward and back; `numbers`: that pass the memory at least, 4 bytes each."""

    products: int
    numbers: int

    def shares(self, seconds: float, limits: Limits) -> tuple[float, float]:
        """How much of each limit a step in so many seconds comes to, from 0 to 1."""
        return 2 * self.products / limits.flops / seconds, 4 * self.numbers / limits.bytes_per_second / seconds


def measure() -> Limits:
    """Both limits, float32, with as many threads as NumPy's matrix product may take."""
    square = np.random.default_rng(0).standard_normal((SIDE, SIDE), dtype=np.float32)
    source = np.ones(COPIED // 4, np.float32)
    target = np.empty_like(source)
    return Limits(2 * SIDE**3 / best(lambda: square @ square), 2 * COPIED / best(lambda: np.copyto(target, source)))


def best(call: Callable[[], object], rounds: int = 9) -> float:
    """The least seconds of some calls: a limit is what the machine does when nothing is in its way."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def need(net: Any, x: np.ndarray, passes: int) -> Need:
    """What one step of a network needs at least. x: a batch; `passes`: how often the optimizer reads or writes a parameter.

    A weight makes as many products for its own gradient and for that of its input as forward; the first layer has no
    gradient of its input to make. An output is written and read, read once more on the way back, and so is its gradient
    written and read: 5 passes.
    """
    products = numbers = 0
    for i, layer in enumerate(net.layers.values()):
        x = layer.forward(x)
        numbers += 5 * x.size
        if hasattr(layer, "W"):
            outputs = layer.W.shape[0] if layer.W.ndim == 4 else layer.W.shape[1]
            products += layer.W.size * (x.size // outputs) * (3 if i else 2)
    return Need(products, numbers + passes * sum(p.size for p in net.params.values()))
