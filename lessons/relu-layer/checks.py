"""Runs against any module that defines Relu; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_call, check_layer


def checks(module, draw):
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7, 4)}.items():
        yield from relu(module, draw, case, shape)
    # Of exactly 0 there is but a note: any slope from 0 to 1 is one there. Just beside it, it is not a matter of taste.
    near_zero = np.array([[0.25, -0.25, 0.125], [-0.125, 0.5, -0.5]])
    yield from relu(module, draw, "near zero", near_zero)
    yield from relu(module, draw, "images", (2, 3, 1, 4), beyond=True)
    yield from beyond(at_the_corner(module))


def at_the_corner(module):
    """Where x is exactly 0, the formula of the page says 0."""

    def slopes():
        layer = module.Relu()
        layer.forward(np.zeros((2, 3)))
        return layer.backward(np.ones((2, 3)))

    return check_call(slopes, case="exactly 0", variable="dx")


def relu(module, draw, case, x, **named):
    return check_layer(make=lambda: module.Relu(), args={"x": x}, case=case, draw=draw, **named)
