"""Nudge one weight and watch which numbers move: values above the edges, gradients below."""

import numpy as np

from engine.figures import Board, Edge, Graph, Note

X = np.array([[1.0, 2.0], [3.0, -1.0]])
W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
B = np.array([0.5, 0.0, 1.0])
DOUT = np.array([[1.0, 0.0, 2.0], [2.0, 1.0, -3.0]])


def lab(module, draw, settings):
    x, dout = X[: int(settings.rows)], DOUT[: int(settings.rows)]
    place = tuple(int(axis) for axis in np.unravel_index(int(settings.weight), W.shape))
    before = module.Affine(W.copy(), B.copy()).forward(x)
    layer = module.Affine(nudged(W, place, settings.nudge), B.copy())
    y = layer.forward(x)
    dx = layer.backward(dout)
    rise = float(np.sum(dout * (y - before)))
    yield Board((graph(layer, x, y, dx, dout, place), words(layer, place, settings.nudge, rise)), columns=1)


def nudged(array, place, by):
    moved = array.copy()
    moved[place] += by
    return moved


def graph(layer, x, y, dx, dout, place):
    edges = (
        Edge("x", "Affine", x, dx),
        Edge("W", "Affine", layer.W, layer.dW),
        Edge("b", "Affine", layer.b, layer.db),
        Edge("Affine", "y", y, dout),
    )
    return Graph(("x", "W", "b", "Affine", "y"), edges, marked=(1, place))


def words(layer, place, nudge, rise):
    row, column = place
    facts = {"row": row, "column": column, "nudge": nudge, "gradient": float(layer.dW[place]), "rise": rise}
    return Note("nudged", facts)
