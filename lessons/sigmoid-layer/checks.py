"""Runs against any module that defines Sigmoid; yields what came out, by name."""

import numpy as np

from engine.checking import check_layer

FAR_OUT = [[-1000.0, -30.0], [30.0, 1000.0]]


def checks(module, draw):
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7, 4)}.items():
        yield from sigmoid(module, draw, case, shape)
    yield from sigmoid(module, draw, "images", (2, 3, 1, 4), beyond=True)
    yield from sigmoid(module, draw, "far out", FAR_OUT)
    yield from sigmoid(module, draw, "far out, overflow forbidden", FAR_OUT, over="raise", beyond=True)


def sigmoid(module, draw, case, x, *, over="warn", beyond=False):
    return check_layer(make=lambda: Guarded(module.Sigmoid(), over), args={"x": x}, case=case, draw=draw, beyond=beyond)


class Guarded:
    """A layer, and what NumPy is to do meanwhile where a number grows too large."""

    def __init__(self, layer, over):
        self.layer, self.over = layer, over

    def forward(self, x):
        with np.errstate(over=self.over):
            return self.layer.forward(x)

    def backward(self, dout):
        with np.errstate(over=self.over):
            return self.layer.backward(dout)
