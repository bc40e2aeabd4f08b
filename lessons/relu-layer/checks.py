"""Runs against any module that defines Relu; yields what came out, by name."""

import numpy as np

from engine.checking import check_layer


def checks(module, draw):
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7, 4), "images": (2, 3, 1, 4)}.items():
        yield from check_layer(make=lambda: module.Relu(), args={"x": shape}, case=case, draw=draw)
    # Exactly 0 is left out: there the slope is a matter of taste. Just beside it, it is not.
    near_zero = np.array([[0.25, -0.25, 0.125], [-0.125, 0.5, -0.5]])
    yield from check_layer(make=lambda: module.Relu(), args={"x": near_zero}, case="near zero", draw=draw)
