"""Runs against any module that defines Pooling; yields what came out of its forward, by name."""

import numpy as np

from engine.checking import Observation, Raised, beyond, check_call, check_function
from engine.checking.observations import attempt

C = 3
CASES = (  # the shape of x, (PH, PW), stride: nothing is square, no size serves for another, and rows are left over
    ("windows apart", (2, 3, 7, 10), (2, 3), 4),
    ("one image", (1, 4, 6, 9), (3, 2), 2),
    ("stride=1", (2, 3, 4, 7), (2, 3), 1),
)


def checks(module, draw):
    for case, shape, window, stride in CASES:
        yield from pooled(module, draw, case, draw.at(case)("x", shape), window, stride)
    yield from pooled(module, draw, "all negative", negative(draw.at("all negative"), (2, C, 6, 9)), (3, 2), 2)
    yield from next_batch(module, draw.at("next batch"))
    yield from beyond(places(module, draw.at("places")))
    yield from beyond(check_call(lambda: module.Pooling(2, 3).forward(draw("x", (2, C, 4, 7))), case="no stride given"))
    padded = negative(draw.at("pad=1"), (2, C, 5, 8))
    yield from beyond(pooled(module, draw, "pad=1", padded, (3, 2), 2, pad=1))


def negative(source, shape):
    return -np.abs(source("x", shape)) - 0.1


def pooled(module, draw, case, x, window, stride, **options):
    def forward(x):
        return module.Pooling(*window, stride=stride, **options).forward(x)

    return check_function(forward, args={"x": x}, case=case, draw=draw)


def places(module, source):
    """What the next lesson's backward goes by: for each window of each channel the place of its largest number, and of
    equal ones the first."""
    layer = module.Pooling(2, 3, stride=2)
    if not isinstance(attempt(lambda: layer.forward(np.round(source("x", (2, C, 5, 7))))), Raised):
        kept = np.ravel(getattr(layer, "arg", None))
        yield Observation("places/self.arg/value", "forward", "same", kept if kept.dtype != object else None)


def next_batch(module, source):
    """The same layer, then other images: more of them, and larger ones."""

    def forward():
        layer = module.Pooling(2, 3, stride=2)
        layer.forward(source("x", (1, C, 4, 5)))
        return layer.forward(source("other x", (2, C, 6, 9)))

    return check_call(forward, case="next batch")
