"""Runs against any module that defines AddLayer; yields what came out, by name."""

import numpy as np

from engine.checking import check_call, check_layer


def checks(module, draw):
    for case, shape in {"one number": (), "N=3": (3, 4), "N=1": (1, 4)}.items():
        yield from check_layer(make=lambda: module.AddLayer(), args={"x": shape, "y": shape}, case=case, draw=draw)
    yield from check_call(lambda: back(module.AddLayer()), case="x = [1, 2], y = [3, 4]", variable="(dx, dy)")


def back(layer):
    """What comes back where whole numbers went in: that is no reason to cut off dout."""
    layer.forward(np.array([1, 2]), np.array([3, 4]))
    dx, dy = layer.backward(np.array([0.5, -1.5]))
    return dx, dy
