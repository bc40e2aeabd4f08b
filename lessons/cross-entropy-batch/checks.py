"""Runs against any module that defines cross_entropy_error; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, beyond, check_function
from engine.checking.observations import attempt

RTOL, ATOL = 1e-5, 1e-4  # leave room for any small number inside the logarithm
SIZE = 0.5  # of the drawn scores: no probability comes out so small that 1e-7 beside it would matter
K = 5

# Right classes with probabilities that differ much: the mean of their logarithms is far from the logarithm of their mean.
UNEQUAL = np.array([[0.7, 0.1, 0.1, 0.1], [0.15, 0.2, 0.05, 0.6], [0.3, 0.1, 0.1, 0.5]])


def checks(module, draw):
    yield from loss(module, draw, "unequal rows", UNEQUAL, np.eye(4)[[0, 2, 3]])
    for N in (3, 1, 7):
        source = draw.at(f"N={N}")
        yield from loss(module, draw, f"N={N}", probabilities(source, (N, K)), source.one_hot("t", N, K))
    yield from loss(module, draw, "one datum", probabilities(draw, K), draw.one_hot("one t", K, K)[0])
    yield from finite(module, np.eye(3), np.eye(3)[[1, 1, 2]])
    yield from beyond(labels(module, draw))


def probabilities(draw, shape):
    e = np.exp(SIZE * draw("scores", shape))
    return e / np.sum(e, axis=-1, keepdims=True)


def loss(module, draw, case, y, t):
    call = lambda y, t: module.cross_entropy_error(y, t)
    return check_function(call, args={"y": y, "t": t}, case=case, draw=draw, variable="E", rtol=RTOL, atol=ATOL)


def finite(module, y, t):
    """How large the loss is there depends on the small number that was chosen: it must be a number."""
    yield Observation(
        "zeros/E/value", "forward", "like", attempt(lambda: module.cross_entropy_error(np.array(y), np.array(t)))
    )


def labels(module, draw):
    t = draw.labels("labels", 4, K)
    yield from loss(module, draw, "labels", probabilities(draw.at("labels"), (4, K)), t)
    yield from loss(module, draw, "a label for one datum", probabilities(draw.at("label"), K), t[0])
