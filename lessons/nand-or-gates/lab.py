"""Move two weights and a bias until they make NAND, then OR; beside them the learner's own two gates."""

import numpy as np

from engine.figures import Board, Note, Pixels

INPUTS = ((0, 0), (1, 0), (0, 1), (1, 1))
WANTED = {"NAND": (1, 1, 1, 0), "OR": (0, 1, 1, 1)}
SIZE = 25  # places a side, for x1 and x2 from -0.5 to 1.5
AXIS = np.linspace(-0.5, 1.5, SIZE)
AXES = {"x_limits": (-0.5, 1.5), "y_limits": (-0.5, 1.5), "x_label": "x1", "y_label": "x2"}


def lab(module, draw, settings):
    def moved(x1, x2):
        # Rounded, so that five steps of 0.1 make exactly 0.5 and a sum of 0 is not taken for one above it.
        return int(round(settings.w1 * x1 + settings.w2 * x2 + settings.b, 6) > 0)

    answers = tuple(moved(*x) for x in INPUTS)
    planes = (
        plane("moved", moved, answers),
        *(plane(name, getattr(module, name), WANTED[name]) for name in WANTED),
    )
    yield Board((*planes, Note("right", {name: right(answers, WANTED[name]) for name in WANTED})), columns=3)


def plane(title, gate, marks):
    """Where a gate gives 1, shaded; the four inputs in the shade of their mark. Row 0 is the top."""
    fires = [[int(gate(float(x1), float(x2))) for x1 in AXIS] for x2 in AXIS[::-1]]
    points = tuple((pixel(1 - x2), pixel(x1), mark) for (x1, x2), mark in zip(INPUTS, marks, strict=True))
    return Pixels(np.array(fires), title=title, palette="classes", points=points, **AXES)


def pixel(coordinate):
    return round((coordinate + 0.5) * (SIZE - 1) / 2)


def right(answers, wanted):
    return sum(answer == want for answer, want in zip(answers, wanted, strict=True))
