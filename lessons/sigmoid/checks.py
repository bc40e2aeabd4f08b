"""Runs against any module that defines sigmoid; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_function

FAR_OUT = [-1000.0, -30.0, 30.0, 1000.0]


def checks(module, draw):
    yield from sigmoid(module, draw, "by hand", [0.0, 1.0, 2.0, -2.0])
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7,)}.items():
        yield from sigmoid(module, draw, case, shape)
    yield from sigmoid(module, draw, "far out", FAR_OUT)
    yield from beyond(sigmoid(module, draw, "far out, overflow forbidden", FAR_OUT, over="raise"))
    yield from beyond(sigmoid(module, draw, "one number", 0.5))
    yield from beyond(sigmoid(module, draw, "whole numbers", [-3, 0, 1]))


def sigmoid(module, draw, case, x, **rules):
    """rules: what NumPy is to do about overflow meanwhile."""

    def call(given):
        with np.errstate(**rules):
            return module.sigmoid(given)

    return check_function(call, args={"x": x}, case=case, draw=draw)
