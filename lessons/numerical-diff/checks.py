"""Runs against any module that defines numerical_diff; yields what came out, by name."""

import numpy as np

from engine.checking import check_call
from engine.checking.pushes import Watched

# Any sensible h passes: with h = 1e-3 a central difference is off by less than this, on these functions. A one-sided
# one with h = 1e-4 is off by a hundred times as much, for they bend strongly.
ATOL = 5e-6


def checks(module, draw):
    for case, f, x in functions(float(draw("x", 1)[0])):
        watched = Watched(f, x)
        call = lambda f=watched, x=x: module.numerical_diff(f, x)
        yield from check_call(call, case=case, variable="slope", rtol=0.0, atol=ATOL)
        yield from watched.told(f"{case}/slope")


def functions(x):
    """(case, f, x); x: a number to put the last one anywhere."""
    return (
        ("10x^2 at 0.5", lambda x: 10 * x**2, 0.5),
        ("x^3 at 2", lambda x: x**3, 2.0),
        ("exp(x) at 3", np.exp, 3.0),
        ("sin(5x) at 0.3", lambda x: np.sin(5 * x), 0.3),
        ("5 at 1", lambda x: 5.0, 1.0),
        ("3x + x^2 at 0", lambda x: 3 * x + x**2, 0.0),
        ("10x^2 at the whole number 3", lambda x: 10 * x**2, 3),
        (f"10x^2 + x at {x:.3f}", lambda x: 10 * x**2 + x, x),
    )
