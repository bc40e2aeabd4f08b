"""Runs against any module that defines MultiLayerNet; yields what came out, by name."""

from inspect import signature

import numpy as np

from engine.checking import check_call, check_network, check_spread
from engine.checking.observations import attempt, reset_random

D, K = 4, 3
ONE, TWO, THREE = [5], [5, 6], [3, 5, 2]  # hidden layers
LARGE, LARGE_FIRST = (500, [600], 500), (500, [600], 5)  # numbers enough to tell the spread of random weights
SIGMOID = {"activation": "sigmoid", "weight_init_std": "sigmoid"}
STARTS = {"left out": {}, "sigmoid": {"weight_init_std": "sigmoid"}, "0.02": {"weight_init_std": 0.02}}
DECAY = "weight_decay_lambda"


def checks(module, draw):
    yield from network(module, draw, "two hidden layers", 6, TWO)
    yield from network(module, draw, "one hidden layer, one row", 1, ONE)
    yield from network(module, draw, "three hidden layers, sigmoid", 6, THREE, **SIGMOID)
    for case, named in STARTS.items():
        yield from start(module, f"weight_init_std {case}", named)
    labels = draw.labels("labels", 6, K)
    yield from network(module, draw, "labels", 6, ONE, t=labels, beyond=True)
    yield from decay(module, draw)


def network(module, draw, case, N, sizes, *, t=None, beyond=False, **named):
    x, t = draw(f"x of {N}", (N, D)), draw.one_hot(f"t of {N}", N, K) if t is None else t
    make = lambda: module.MultiLayerNet(D, list(sizes), K, **named)
    return check_network(make=make, x=x, t=t, case=case, draw=draw, beyond=beyond)


def start(module, case, named):
    """How far apart the first weights of each layer are; biases begin at 0."""

    def params():
        reset_random()
        return module.MultiLayerNet(*(LARGE_FIRST if named else LARGE), **named).params

    named_weights = ("W1",) if named else ("W1", "W2")
    made = attempt(params)
    xavier = named.get("weight_init_std") == "sigmoid"
    by_inputs = not isinstance(named.get("weight_init_std"), float)
    for name in named_weights:
        make = lambda name=name: made[name]
        for seen in check_spread(make, case=case, variable=name, by_inputs=by_inputs, glorot=xavier):
            if not seen.beyond:  # that Glorot's own formula is not the books', the lesson weight-init has said
                yield seen
    for name in ("b1", "b2"):
        yield from check_call(lambda name=name: np.abs(made[name]), case=case, variable=name)


def decay(module, draw):
    """The page's network takes weight_decay_lambda, too. Nothing here asks for it; where it is, it has to be right."""
    if DECAY in signature(module.MultiLayerNet).parameters:
        yield from network(module, draw, DECAY, 6, ONE, beyond=True, **{DECAY: 0.1})
