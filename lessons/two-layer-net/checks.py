"""Runs against any module that defines TwoLayerNet; yields what came out, by name."""

import numpy as np

from engine.checking import check_call, check_network

D, H, K = 4, 5, 3
LARGE = (600, 500, 600)  # numbers enough to tell the size of random weights


def checks(module, draw):
    for N in (6, 1):
        yield from network(module, draw, f"N={N}", N, draw.one_hot(f"t of {N}", N, K))
    yield from start(module)
    yield from network(module, draw, "labels", 6, draw.labels("labels", 6, K), beyond=True)


def network(module, draw, case, N, t, *, beyond=False):
    x = draw(f"x of {N}", (N, D))
    make = lambda: module.TwoLayerNet(D, H, K)  # noqa: E731
    return check_network(make=make, x=x, t=t, case=case, draw=draw, beyond=beyond)


def start(module):
    """How large the first weights are: random, of the size that was asked for."""

    def params():
        if not made:
            np.random.seed(0)
            made.append(module.TwoLayerNet(*LARGE, weight_init_std=0.05).params)
        return made[0]

    made = []
    for name in ("W1", "W2"):
        yield from check_call(lambda name=name: np.std(params()[name]), case="start", variable=f"{name}.std()", rtol=0.008)
    for name in ("b1", "b2"):
        yield from check_call(lambda name=name: np.max(params()[name]), case="start", variable=f"{name}.max()")
