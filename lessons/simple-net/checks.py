"""Runs against any module that defines simpleNet; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised, check_function
from engine.checking.observations import attempt, reset_random
from engine.gradients import numerical_gradient

RTOL, ATOL = 1e-5, 1e-4  # leave room for any small number inside the logarithm
W = np.array([[1.0, 0.0, -1.0], [0.5, 0.5, 0.0]])
X, T = np.array([1.0, 2.0]), np.array([0.0, 1.0, 0.0])


def checks(module, draw):
    yield from start(module)
    yield from network(module, draw, "x = [1, 2]", W, X, T)
    source = draw.at("another place")
    # From -1 to 1, so that no class is so improbable that the small number inside the logarithm counts.
    weights, x = np.tanh(source("W", (2, 3))), np.tanh(source("x", 2))
    yield from network(module, draw, "another place", weights, x, np.array([1.0, 0.0, 0.0]))


def start(module):
    """The shape of W, and whether it is drawn anew for each network."""
    reset_random()
    made = attempt(lambda: [np.asarray(module.simpleNet().W) for _ in range(2)])
    yield Observation("start/W/value", "contract", "like", made if isinstance(made, Raised) else made[0])
    if not isinstance(made, Raised):
        alike = int(np.sum(made[0] == made[1]))
        yield Observation("start/number of equal weights in two new networks/value", "forward", "same", alike)


def network(module, draw, case, weights, x, t):
    for variable, args, call in (
        ("z", {"x": x}, lambda x: holding(module, weights).predict(x)),
        ("loss", {"x": x, "t": t}, lambda x, t: holding(module, weights).loss(x, t)),
    ):
        yield from check_function(call, args=args, case=case, draw=draw, variable=variable, rtol=RTOL, atol=ATOL)
    yield Observation(f"{case}/dW/value", "forward", "same", attempt(lambda: gradient(module, weights, x, t)), RTOL, ATOL)


def holding(module, weights):
    net = module.simpleNet()
    net.W[...] = weights
    return net


def gradient(module, weights, x, t):
    """As in the book: the loss looks at the weights that are being moved."""
    net = holding(module, weights)
    return numerical_gradient(lambda W: net.loss(x, t), net.W)
