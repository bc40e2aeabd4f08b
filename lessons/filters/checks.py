"""Runs against any module that defines normalize_filters; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_function
from engine.checking.observations import attempt, beyond

SHAPE = (3, 2, 3, 4)
WHOLE = [[[[3, -1], [0, 2]]], [[[5, 7], [-3, 1]]]]  # (2, 1, 2, 2)


def checks(module, draw):
    weak = draw("weak", (4, 1, 3, 2)) * np.array([1.0, 0.1, 0.5, 2.0]).reshape(4, 1, 1, 1)
    yield from pictures(module, draw, "3 filters of 2 channels", draw("deep", SHAPE))
    yield from pictures(module, draw, "4 filters, some weak", weak)
    yield from pictures(module, draw, "all above 0", 1.5 + np.abs(draw("above", SHAPE)))
    yield from pictures(module, draw, "all below 0", -1.5 - np.abs(draw("below", SHAPE)))
    yield from pictures(module, draw, "whole numbers", np.array(WHOLE))
    yield from beyond(constant(module))


def pictures(module, draw, case, W):
    return check_function(lambda W: module.normalize_filters(W), args={"W": W}, case=case, draw=draw, variable="pictures")


def constant(module):
    """All weights equal: which grey that is, is anybody's choice; it is one grey from 0 to 1."""

    def told():
        found = np.asarray(module.normalize_filters(np.full((2, 1, 2, 2), 0.5)))
        within = bool(np.all((found >= 0) & (found <= 1)) and np.all(found == found.flat[0]))
        return f"{found.shape}, {'one grey' if within else 'no grey from 0 to 1'}"

    with np.errstate(all="ignore"):
        yield Observation("all equal/pictures/value", "forward", "same", attempt(told))
