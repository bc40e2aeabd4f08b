"""One line cannot separate XOR: try. Beside it the learner's own XOR, whose two layers leave a strip between two lines."""

import numpy as np

from engine.figures import Board, Note, Pixels

INPUTS = ((0, 0), (1, 0), (0, 1), (1, 1))
WANTED = (0, 1, 1, 0)
SIZE = 33  # places a side, for x1 and x2 from -0.5 to 1.5
AXIS = np.linspace(-0.5, 1.5, SIZE)
AXES = {"x_limits": (-0.5, 1.5), "y_limits": (-0.5, 1.5), "x_label": "x1", "y_label": "x2"}


def lab(module, draw, settings):
    def line(x1, x2):
        # Rounded, so that five steps of 0.1 make exactly 0.5 and a sum of 0 is not taken for one above it.
        return int(round(settings.w1 * x1 + settings.w2 * x2 + settings.b, 6) > 0)

    note = Note("right", {"line": right(line), "yours": right(module.XOR)})
    yield Board((plane("line", line), plane("layers", module.XOR), note), columns=2)


def plane(title, gate):
    """Where a gate gives 1, shaded; the four inputs in the shade they ought to lie on. Row 0 is the top."""
    fires = [[int(gate(float(x1), float(x2))) for x1 in AXIS] for x2 in AXIS[::-1]]
    points = tuple((pixel(1 - x2), pixel(x1), wanted) for (x1, x2), wanted in zip(INPUTS, WANTED, strict=True))
    return Pixels(np.array(fires), title=title, palette="classes", points=points, **AXES)


def pixel(coordinate):
    return round((coordinate + 0.5) * (SIZE - 1) / 2)


def right(gate):
    return sum(int(gate(*x)) == wanted for x, wanted in zip(INPUTS, WANTED, strict=True))
