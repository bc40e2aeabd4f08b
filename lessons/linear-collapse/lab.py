"""Two layers and what their collapse gives, as curves over one input: alike until something bends between the layers."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

X = np.linspace(-3, 3, 121)


def lab(module, draw, settings):
    units = int(settings.units)
    W1, b1, W2, b2 = draw("W1", (1, units)), draw("b1", units), draw("W2", (units, 1)) / np.sqrt(units), draw("b2", 1)
    a = X[:, np.newaxis] @ W1 + b1
    two = (np.where(a > 0, a, settings.leak * a) @ W2 + b2)[:, 0]
    W, b = module.collapse(W1.copy(), b1.copy(), W2.copy(), b2.copy())
    one = (X[:, np.newaxis] @ W + b)[:, 0]
    curves = Lines((Series("two", X, two), Series("one", X[::6], one[::6], style="points")), title="curves", x_label="x")
    yield Board((curves, note(settings.leak, W, b, float(np.max(np.abs(two - one))))), columns=1)


def note(leak, W, b, gap):
    return Note("gap", {"leak": leak, "W": float(np.ravel(W)[0]), "b": float(np.ravel(b)[0]), "gap": gap})
