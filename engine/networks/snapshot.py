"""What a forward in training changes besides its output: running statistics, and where the generators stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.backend import Array
from engine.layers.chain import leaves


def running_statistics(layers: Iterable[Any]) -> dict[str, Array]:
    """What layers learn by watching rather than by gradient: running_mean1, running_var1, running_mean2, ..."""
    watching = [layer for layer in leaves(layers) if hasattr(layer, "running_mean")]
    names = ("running_mean", "running_var")
    return {f"{name}{i}": getattr(layer, name) for i, layer in enumerate(watching, 1) for name in names}


def generators(layers: Iterable[Any]) -> list[Any]:
    """The random generators that layers draw from and whose place can be told (a GPU's cannot)."""
    rngs = [layer.rng for layer in leaves(layers) if getattr(layer, "rng", None) is not None]
    return [rng for rng in rngs if hasattr(rng.bit_generator, "state")]


class Snapshot:
    """Taken before a forward, it lets the next one start from the same point and draw the same dropout masks.

    On a GPU the masks are others, as the place of its generators cannot be told.
    """

    def __init__(self, layers: Iterable[Any]) -> None:
        layers = list(layers)
        self.statistics = [(array, array.copy()) for array in running_statistics(layers).values()]
        self.generators = [(rng.bit_generator, rng.bit_generator.state) for rng in generators(layers)]

    def restore(self) -> None:
        for array, then in self.statistics:
            array[...] = then
        for generator, state in self.generators:
            generator.state = state
