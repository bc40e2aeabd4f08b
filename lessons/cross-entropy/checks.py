"""Runs against any module that defines cross_entropy_error; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_function
from engine.checking.observations import attempt

RTOL, ATOL = 1e-5, 1e-4  # leave room for any small number inside the logarithm
SIZE = 0.5  # of the drawn scores: no probability comes out so small that 1e-7 beside it would matter

SURE = np.array([0.0, 1.0, 0.0])
OTHER = np.array([0.0, 0.0, 1.0])


def checks(module, draw):
    for K in (5, 3, 2):
        source = draw.at(f"K={K}")
        yield from loss(module, draw, f"K={K}", probabilities(source, K), source.one_hot("t", K, K)[0])
    yield from loss(module, draw, "sure and right", SURE, SURE)
    yield from finite(module, "sure and wrong", SURE, OTHER)


def probabilities(draw, K):
    e = np.exp(SIZE * draw("scores", K))
    return e / np.sum(e)


def loss(module, draw, case, y, t):
    call = lambda y, t: module.cross_entropy_error(y, t)
    return check_function(call, args={"y": y, "t": t}, case=case, draw=draw, variable="E", rtol=RTOL, atol=ATOL)


def finite(module, case, y, t):
    """How large the loss is there depends on the small number that was chosen: it must be a number."""
    E = attempt(lambda: module.cross_entropy_error(np.array(y), np.array(t)))
    yield Observation(f"{case}/E/value", "forward", "like", E)
