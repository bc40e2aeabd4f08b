"""Runs against any module that defines TwoLayerNet with lists; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_call, check_listed_extras, check_listed_network

D, H, K = 2, 4, 3
LARGE = (90, 80, 70)  # numbers enough to tell the size of random weights
NAMES = {(D, H): "W1", (H,): "b1", (H, K): "W2", (K,): "b2"}


def checks(module, draw):
    make = lambda: module.TwoLayerNet(D, H, K)
    for N in (6, 1):
        yield from network(make, draw, f"N={N}", draw.one_hot(f"t of {N}", N, K).astype(int))
    yield from start(module)
    source = draw.at("extras")
    weights = [0.5 * source(name, shape) for shape, name in NAMES.items()]
    yield from check_listed_extras(make=make, weights=weights, x=source("x", (5, D)), t=draw.one_hot("t", 5, K))
    yield from beyond(network(make, draw, "labels", draw.labels("labels", 6, K)))


def network(make, draw, case, t):
    x = draw(f"x of {case}", (len(t), D))
    return check_listed_network(make=make, names=NAMES, x=x, t=t, case=case, draw=draw)


def start(module):
    """However the first weights are drawn, no two hidden units may begin alike; beyond: their size, biases at 0."""

    def params():
        np.random.seed(0)
        return {np.shape(p): p for p in module.TwoLayerNet(*LARGE).params}

    def different_units():
        return len(np.unique(params()[LARGE[:2]], axis=1).T)

    yield from check_call(different_units, case="start", variable="number of different hidden units")
    for name, shape in {"W1": LARGE[:2], "W2": LARGE[1:]}.items():
        call = lambda shape=shape: np.std(params()[shape])
        yield from beyond(check_call(call, case="size at the start", variable=f"{name}.std()", rtol=0.05))
    for name, shape in {"b1": LARGE[1:2], "b2": LARGE[2:]}.items():
        call = lambda shape=shape: np.max(np.abs(params()[shape]))
        yield from beyond(check_call(call, case="size at the start", variable=f"{name}.max()"))
