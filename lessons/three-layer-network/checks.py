"""Runs against any module that defines init_network and forward; yields what came out, by name."""

from itertools import pairwise

import numpy as np

from engine.checking import Observation, beyond, check_function
from engine.checking.observations import attempt

SQUARE, ALL_DIFFERENT = (3, 3, 3, 3), (4, 5, 6, 3)


def checks(module, draw):
    # All sizes equal first: two layers exchanged then give wrong numbers, which say more than shapes that do not fit.
    yield from flow(module, draw, "one datum", SQUARE, (3,))
    yield from flow(module, draw, "all sizes different", ALL_DIFFERENT, (4,))
    yield from start(module)
    yield from beyond(flow(module, draw, "N=7", ALL_DIFFERENT, (7, 4)))


def flow(module, draw, case, sizes, x):
    """forward on weights that we draw: those of init_network are the learner's own."""
    weights = {f"W{k}": pair for k, pair in enumerate(pairwise(sizes), start=1)}
    biases = {f"b{k}": (size,) for k, size in enumerate(sizes[1:], start=1)}

    def call(x, *arrays):
        return module.forward(dict(zip([*weights, *biases], arrays, strict=True)), x)

    return check_function(call, args={"x": x, **weights, **biases}, case=case, draw=draw)


def start(module):
    """init_network: which arrays there are, and their shapes. The numbers in them are free."""
    network = attempt(module.init_network)
    names = attempt(lambda: ", ".join(sorted(network)))
    yield Observation("init_network/network/names", "contract", "same", names)
    for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
        array = attempt(lambda name=name: np.asarray(network[name], float))
        yield Observation(f"init_network/{name}/shape", "contract", "like", array)
