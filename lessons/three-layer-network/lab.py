"""Two numbers flow through three layers: what stands after each sum, and after each sigmoid."""

import numpy as np

from engine.figures import Board, Edge, Graph, Note
from engine.functions import sigmoid


def lab(module, draw, settings):
    network = module.init_network()
    x = np.array([settings.x0, settings.x1])
    y = np.array(module.forward(network, x.copy()))
    a1, z1, a2, z2 = hidden(network, x)
    first = chain(("x", x), ("W1", a1), ("sigmoid", z1), ("W2", None))
    second = chain(("W2", a2), ("sigmoid", z2), ("W3", y), ("y", None))
    yield Board((first, second, Note("answer", {"y0": float(y[0]), "y1": float(y[1])})), columns=1)


def hidden(network, x):
    """The sums and the activations of both hidden layers."""
    a1 = x @ network["W1"] + network["b1"]
    z1 = sigmoid(a1)
    a2 = z1 @ network["W2"] + network["b2"]
    return a1, z1, a2, sigmoid(a2)


def chain(*steps):
    """Boxes in a row; each edge carries what its left box hands on, a unit a line."""
    names = tuple(name for name, _ in steps)
    edges = tuple(
        Edge(source, target, np.round(value, 2).reshape(-1, 1))
        for (source, value), target in zip(steps[:-1], names[1:], strict=True)
    )
    return Graph(names, edges)
