"""A gradient on its way back through a stack of sigmoids: how much of it is left after each?"""

import numpy as np

from engine.figures import Board, Lines, Note, Series

POINTS = 61


def lab(module, draw, settings):
    x = np.linspace(-6, 6, POINTS).reshape(1, -1)
    curve = module.Sigmoid()
    y = curve.forward(x)
    slope = curve.backward(np.ones_like(x))
    series = (Series("y", x[0], y[0]), Series("slope", x[0], slope[0]))
    left = remaining(module, draw, int(settings.layers), settings.spread)
    back = Series("left", np.arange(len(left)), np.array(left), "points")
    one = Lines(series, title="curve", x_label="x", y_limits=(0.0, 1.0))
    many = Lines((back,), title="stack", x_label="passed", log_y=True, x_limits=(0.0, 10.0), y_limits=(1e-10, 1.0))
    facts = {"layers": int(settings.layers), "left": left[-1], "best": 0.25 ** int(settings.layers)}
    yield Board((one, many, Note("stack-left", facts)), columns=2)


def remaining(module, draw, layers, spread):
    """Mean size of the gradient, 1 at the end, after each sigmoid passed backwards. Each gets inputs of its own."""
    dout, sizes = np.ones((1, 100)), [1.0]
    for number in range(layers):
        layer = module.Sigmoid()
        layer.forward(spread * draw(f"x of layer {number}", (1, 100)))
        dout = layer.backward(dout)
        sizes.append(float(np.mean(np.abs(dout))))
    return sizes
