"""Runs against any module that defines partial_x0 and partial_x1; yields what came out, by name."""

import numpy as np

from engine.checking import check_call
from engine.checking.pushes import Watched

ATOL = 5e-6  # as for numerical_diff: any sensible h passes


def checks(module, draw):
    x0, x1 = (round(float(value), 2) for value in draw("point", 2))
    for case, f, at in (
        ("x0^2 + 3 * x0 * x1 at (3, 4)", lambda x0, x1: x0**2 + 3 * x0 * x1, (3.0, 4.0)),
        ("x0^2 + sin(x0 * x1) at (1, 2)", lambda x0, x1: x0**2 + np.sin(x0 * x1), (1.0, 2.0)),
        (f"2 * x0 * x1 - x1^2 at ({x0}, {x1})", lambda x0, x1: 2 * x0 * x1 - x1**2, (x0, x1)),
    ):
        yield from both(module, case, f, at)


def both(module, case, f, at):
    for name in ("partial_x0", "partial_x1"):
        watched = Watched(f, *at)
        call = lambda name=name, f=watched: getattr(module, name)(f, *at)
        yield from check_call(call, case=case, variable=name, rtol=0.0, atol=ATOL)
        yield from watched.told(f"{case}/{name}")
