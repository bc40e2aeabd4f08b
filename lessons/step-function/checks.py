"""Runs against any module that defines step_function; yields what came out, by name."""

import numpy as np

from engine.checking import beyond, check_call, check_function

AROUND_ZERO = [-2.0, -0.25, 0.0, 0.25, 3.0]
GATE_SUMS = np.array([-0.75, -0.25, -0.25, 0.25])


def checks(module, draw):
    yield from step(module, draw, "around 0", AROUND_ZERO)
    for case, shape in {"N=7": (7,), "N=1": (1,), "N=3": (3, 4)}.items():
        yield from step(module, draw, case, shape)
    yield from check_call(lambda: added_up(module), case="added up", variable="y + y")
    yield from beyond(step(module, draw, "one number", 0.5))
    yield from beyond(step(module, draw, "whole numbers", [-1, 0, 2]))


def step(module, draw, case, x):
    return check_function(lambda given: module.step_function(given), args={"x": x}, case=case, draw=draw)


def added_up(module):
    """Numbers can be added up: 1 + 1 is 2, while True + True is True again."""
    y = module.step_function(GATE_SUMS.copy())
    return y + y
