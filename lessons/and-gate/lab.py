"""Move two weights and a bias: which points lie on the side that gives 1?"""

import numpy as np

from engine.figures import Bars, Board, Note, Pixels

INPUTS = ((0, 0), (1, 0), (0, 1), (1, 1))
WANTED = (0, 0, 0, 1)
SIZE = 33  # places a side, for x1 and x2 from -0.5 to 1.5
AXIS = np.linspace(-0.5, 1.5, SIZE)
AXES = {"x_limits": (-0.5, 1.5), "y_limits": (-0.5, 1.5), "x_label": "x1", "y_label": "x2"}


def lab(module, draw, settings):
    # Rounded, so that five steps of 0.1 make exactly 0.5 and a sum of 0 is not taken for one above it.
    w1, w2, b = (round(value, 6) for value in (settings.w1, settings.w2, settings.b))
    sums = [round(w1 * x1 + w2 * x2 + b, 6) for x1, x2 in INPUTS]
    bars = Bars(tuple(f"({x1}, {x2})" for x1, x2 in INPUTS), np.array(sums), title="sums")
    yield Board((plane(w1, w2, b), bars, words(module, sums)), columns=2)


def plane(w1, w2, b):
    """The side that gives 1 shaded, the four inputs on it in the shade they ought to lie on. Row 0 is the top."""
    x1, x2 = np.meshgrid(AXIS, AXIS[::-1])
    fires = np.round(w1 * x1 + w2 * x2 + b, 6) > 0
    points = tuple((pixel(1 - x2), pixel(x1), wanted) for (x1, x2), wanted in zip(INPUTS, WANTED, strict=True))
    return Pixels(fires.astype(int), title="plane", palette="classes", points=points, **AXES)


def pixel(coordinate):
    return round((coordinate + 0.5) * (SIZE - 1) / 2)


def words(module, sums):
    moved = [int(value > 0) for value in sums]
    yours = [int(module.AND(x1, x2)) for x1, x2 in INPUTS]
    return Note("right", {"moved": right(moved), "yours": right(yours)})


def right(answers):
    return sum(answer == wanted for answer, wanted in zip(answers, WANTED, strict=True))
