"""Runs against any module that defines Relu; yields what came out, by name."""

import numpy as np

from engine.checking import check_layer


def checks(module, draw):
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7, 4)}.items():
        yield from relu(module, draw, case, shape)
    # Exactly 0 is left out: there the slope is a matter of taste. Just beside it, it is not.
    near_zero = np.array([[0.25, -0.25, 0.125], [-0.125, 0.5, -0.5]])
    yield from relu(module, draw, "near zero", near_zero)
    yield from relu(module, draw, "images", (2, 3, 1, 4), beyond=True)


def relu(module, draw, case, x, *, beyond=False):
    return check_layer(make=lambda: module.Relu(), args={"x": x}, case=case, draw=draw, beyond=beyond)
