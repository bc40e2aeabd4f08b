"""Runs against any module that defines init_network and forward; yields what came out, by name."""

from itertools import pairwise

import numpy as np

from engine.checking import Observation, beyond, check_function
from engine.checking.observations import attempt

SQUARE, ALL_DIFFERENT = (3, 3, 3, 3), (4, 5, 6, 3)
RTOL, ATOL = 1e-6, 1e-7  # of what is read back through two sigmoids, which flatten


def checks(module, draw):
    # All sizes equal first: two layers exchanged then give wrong numbers, which say more than shapes that do not fit.
    yield from flow(module, draw, "one datum", SQUARE, (3,))
    yield from flow(module, draw, "all sizes different", ALL_DIFFERENT, (4,))
    for number in (1, 2):
        yield from alone(module, draw.at(f"layer {number} alone"), number)
    yield from start(module)
    yield from beyond(flow(module, draw, "N=7", ALL_DIFFERENT, (7, 4)))


def flow(module, draw, case, sizes, x):
    """forward on weights that we draw: those of init_network are the learner's own."""
    weights = {f"W{k}": pair for k, pair in enumerate(pairwise(sizes), start=1)}
    biases = {f"b{k}": (size,) for k, size in enumerate(sizes[1:], start=1)}

    def call(x, *arrays):
        return module.forward(dict(zip([*weights, *biases], arrays, strict=True)), x)

    return check_function(call, args={"x": x, **weights, **biases}, case=case, draw=draw)


def alone(module, draw, number):
    """The sums of one layer, read back from y while the others hand on what they get: they say more than a wrong y does."""
    network = {f"W{k}": np.eye(3) for k in (1, 2, 3)} | {f"b{k}": np.zeros(3) for k in (1, 2, 3)}
    network |= {name: draw(name, np.shape(network[name])) for name in (f"W{number}", f"b{number}")}

    def sums():
        y = module.forward(network, draw("x", 3))
        return unsquashed(unsquashed(y)) if number == 1 else unsquashed(y)

    yield Observation(f"{draw.case}/sums of layer {number}/value", "forward", "same", attempt(sums), RTOL, ATOL)


def unsquashed(y):
    """x with sigmoid(x) = y"""
    with np.errstate(all="ignore"):
        return np.log(y / (1 - y))


def start(module):
    """init_network: which arrays there are, and their shapes. The numbers in them are free."""
    network = attempt(module.init_network)
    names = attempt(lambda: None if network is None else ", ".join(sorted(network)))
    yield Observation("init_network/network/names", "contract", "same", names)
    for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
        array = attempt(lambda name=name: np.asarray(network[name], float))
        yield Observation(f"init_network/{name}/shape", "contract", "like", array)
