"""Runs against any module that defines gradient_descent; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised
from engine.checking.calls import is_row
from engine.checking.observations import attempt, same_bytes

RTOL, ATOL = 1e-6, 1e-6
START = np.array([2.0, 1.0])


def valley(x):
    return x[0] ** 2 + 4 * x[1] ** 2


def tilted(x):
    """A valley in which the slope along one axis hangs on both numbers."""
    return x[0] ** 2 + x[0] * x[1] + x[1] ** 2


def bowl(x):
    return np.sum((x - 1) ** 2)


def checks(module, draw):
    for case, f, start, settings in (
        ("lr=0.1, 3 steps", valley, START, {"lr": 0.1, "step_num": 3}),
        ("lr and step_num left out", valley, START, {}),
        ("no step", valley, START, {"lr": 0.1, "step_num": 0}),
        ("lr=0.3, out of the valley", valley, START, {"lr": 0.3, "step_num": 3}),
        ("x0^2 + x0 x1 + x1^2", tilted, START, {"lr": 0.1, "step_num": 3}),
        ("four variables", bowl, draw("start", 4), {"lr": 0.2, "step_num": 7}),
    ):
        yield from walk(module, case, f, start, settings)


def walk(module, case, f, start, settings):
    lent = start.copy()
    x = attempt(lambda: place(module.gradient_descent(f, lent, **settings)))
    yield Observation(f"{case}/x/value", "forward", "same", x, RTOL, ATOL)
    if not isinstance(x, Raised):
        # The books' own writes into init_x: worth a word, not a failure.
        yield Observation(f"{case}/init_x/unchanged", "purity", "same", same_bytes(start, lent), beyond=True)


def place(result):
    """x, whether it came alone or with the history of the walk."""
    return np.array(result[0]) if is_row(result) and result and np.ndim(result[0]) else result
