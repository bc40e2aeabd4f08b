"""Runs against any module that defines Pooling: windows that lie apart, then windows that overlap, then equal numbers."""

import numpy as np

from engine.checking import Observation, beyond, check_layer
from engine.checking.observations import attempt

C = 3
CASES = (  # the shape of x, (PH, PW), stride: nothing is square, no size serves for another, and rows are left over
    ("windows apart, one image", (1, 4, 5, 9), (2, 3), 4),
    ("windows apart", (2, 3, 7, 10), (2, 3), 4),
    ("windows overlap", (2, 3, 4, 7), (3, 2), 1),
    ("windows overlap in one direction", (3, 5, 6, 9), (3, 2), 2),
)


def checks(module, draw):
    for case, shape, window, stride in CASES:
        yield from layer(module, draw, case, shape, window, stride=stride)
    yield from next_batch(module, draw.at("next batch"))
    yield from ties(module, draw.at("ties"))
    yield from beyond(layer(module, draw, "no stride given", (2, C, 4, 7), (2, 3)))
    yield from beyond(layer(module, draw, "pad=1", (2, C, 5, 8), (3, 2), stride=2, pad=1))


def layer(module, draw, case, x, window, **options):
    return check_layer(make=lambda: module.Pooling(*window, **options), args={"x": x}, case=case, draw=draw)


def next_batch(module, source):
    """The same layer, then other images of the same size: nothing of the first ones is left in dx."""

    def backward():
        pooling = module.Pooling(2, 3, stride=2)
        for images in ("first", "second"):
            pooling.forward(source(f"x, {images}", (2, C, 6, 7)))
            dx = pooling.backward(source(f"dout, {images}", (2, C, 3, 3)))
        return dx

    yield Observation("next batch/dx/value", "gradient", "same", attempt(backward))


def ties(module, source):
    """Equal numbers: which of them gets the gradient is nobody's rule, but together they get what came in."""
    x, dout = source.rng("x").integers(0, 3, (2, C, 6, 7)).astype(float), source("dout", (2, C, 2, 2))

    def in_each_window():
        pooling = module.Pooling(2, 3, stride=4)
        pooling.forward(x.copy())
        dx = np.asarray(pooling.backward(dout.copy()))
        windows = [[dx[:, :, i : i + 2, j : j + 3].sum(axis=(2, 3)) for j in (0, 4)] for i in (0, 4)]
        return np.array(windows).transpose(2, 3, 0, 1)

    yield Observation("ties/dx added up in each window/value", "gradient", "same", attempt(in_each_window))
