"""Runs against any module that defines softmax; yields what came out, by name."""

from engine.checking import beyond, check_function

RTOL = 1e-6  # leaves room for a 1e-7 that somebody adds to the sum

EXTREME = {
    "all large": [1003.0, 1000.0, 1001.0],
    "all below -1000": [-1003.0, -1000.0, -1001.0],
    "far apart": [0.0, 1000.0, 999.0, -1000.0],  # neither the first nor the last will do for the maximum
}


def checks(module, draw):
    for K in (5, 1, 3):
        yield from softmax(module, draw, f"K={K}", (K,))
    for case, x in EXTREME.items():
        yield from softmax(module, draw, case, x)
    yield from beyond(softmax(module, draw, "whole numbers", [3, 0, 1]))


def softmax(module, draw, case, x):
    return check_function(lambda given: module.softmax(given), args={"x": x}, case=case, draw=draw, rtol=RTOL)
