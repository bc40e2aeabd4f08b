"""A steeper weight, another bias: the curve comes as near to a step as one likes, and moves along the axis."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

X = np.linspace(-6, 6, 121)


def lab(module, draw, settings):
    w, b = settings.w, settings.b
    smooth = np.array(module.sigmoid(w * X + b))
    step = (w * X + b > 0).astype(float)
    curves = Lines(
        (Series("sigmoid", X, smooth), Series("step", X, step, style="points")),
        title="curves",
        x_label="x",
        y_limits=(-0.05, 1.05),
    )
    yield Board((curves, note(w, b)), columns=1)


def note(w, b):
    facts = {"w": w, "b": b, "slope": w / 4}
    # + 0.0: minus zero would be shown with its sign.
    return Note("half", {**facts, "x": -b / w + 0.0}) if w else Note("flat", facts)
