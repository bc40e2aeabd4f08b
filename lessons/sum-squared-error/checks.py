"""Runs against any module that defines sum_squared_error; yields what came out, by name."""

import numpy as np

from engine.checking import check_function

RIGHT = np.array([0.0, 1.0, 0.0])


def checks(module, draw):
    for K in (5, 1, 3):
        yield from error(module, draw, f"K={K}", (K,), (K,))
    yield from error(module, draw, "one-hot t", np.array([0.1, 0.7, 0.2]), RIGHT)
    yield from error(module, draw, "y equal to t", RIGHT, RIGHT)


def error(module, draw, case, y, t):
    call = lambda y, t: module.sum_squared_error(y, t)
    return check_function(call, args={"y": y, "t": t}, case=case, draw=draw, variable="E")
