"""Runs against any module that defines TwoLayerNet; yields what came out, by name."""

import numpy as np

from engine.checking import check_call, check_network
from engine.checking.networks import NetworkCase

D, H, K = 4, 5, 3
LARGE = (600, 500, 600)  # numbers enough to tell the size of random weights
LEFT_OUT = (100, 100, 100)  # enough to tell it roughly, where weight_init_std is left out
READ, LABELS = np.array([1, 2, 0, 1, 2]), np.array([1, 2, 0, 2, 0])


def checks(module, draw):
    for N in (6, 1):
        yield from network(module, draw, f"N={N}", N, draw.one_hot(f"t of {N}", N, K))
    yield from reading(module)
    yield from start(module)
    yield from network(module, draw, "labels", 6, draw.labels("labels", 6, K), beyond=True)


def network(module, draw, case, N, t, *, beyond=False):
    x = draw(f"x of {N}", (N, D))
    make = lambda: module.TwoLayerNet(D, H, K)
    return check_network(make=make, x=x, t=t, case=case, draw=draw, beyond=beyond)


def reading(module):
    """The accuracy of weights that read off the position of the largest input, on rows of which 3 in 5 are labelled so."""
    weights = {"W1": np.eye(4, 5), "b1": np.zeros(5), "W2": np.eye(5, 3), "b2": np.zeros(3)}
    net = NetworkCase(lambda: module.TwoLayerNet(D, H, K), np.eye(4)[READ], np.eye(K)[LABELS])
    for case, kept in {"5 rows": slice(None), "its first row": slice(0, 1)}.items():
        call = lambda kept=kept: net.holding(weights).accuracy(net.x[kept].copy(), net.t[kept].copy())
        yield from check_call(call, case=case, variable="accuracy")


def start(module):
    """How large the first weights are: random, of the size that was asked for."""

    def params():
        if not made:
            np.random.seed(0)
            made.append(module.TwoLayerNet(*LARGE, weight_init_std=0.05).params)
        return made[0]

    def left_out(name):
        np.random.seed(0)
        return np.std(module.TwoLayerNet(*LEFT_OUT).params[name])

    made = []
    for name in ("W1", "W2"):
        yield from check_call(lambda name=name: np.std(params()[name]), case="start", variable=f"{name}.std()", rtol=0.008)
    for name in ("b1", "b2"):
        yield from check_call(lambda name=name: np.max(params()[name]), case="start", variable=f"{name}.max()")
    for name in ("W1", "W2"):
        call = lambda name=name: left_out(name)
        yield from check_call(call, case="weight_init_std left out", variable=f"{name}.std()", rtol=0.08)
