"""Runs against any module that defines relu; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_call, check_function

BY_HAND = [[2.0, -1.0, 0.5], [-3.0, 0.0, 4.0]]


def checks(module, draw):
    yield from check_call(lambda: held(module.relu(np.array([-1.5, 2.5]))), case="x = [-1.5, 2.5]", variable="what y holds")
    yield from relu(module, draw, "by hand", BY_HAND)
    for case, shape in {"N=3": (3, 4), "N=1": (1, 4), "N=7": (7,), "images": (2, 3, 1, 4)}.items():
        yield from relu(module, draw, case, shape)
    yield from beyond(relu(module, draw, "one number", -0.5))
    yield from beyond(relu(module, draw, "whole numbers", [-1, 0, 2]))


def held(y):
    """An array made like a mask holds its type, and makes True of every number."""
    return "True and False" if np.asarray(y).dtype == bool else "numbers"


def relu(module, draw, case, x):
    return check_function(lambda given: module.relu(given), args={"x": x}, case=case, draw=draw)
