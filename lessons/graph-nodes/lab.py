"""A copy forward is a sum backward: both nodes with values above the edges and gradients below."""

import numpy as np

from engine.figures import Board, Edge, Graph, Note

ROWS = np.array([[1.0, 2.0], [3.0, -1.0], [5.0, 0.0], [2.0, 4.0]])
COMING_BACK = np.array([[1.0, 0.0], [2.0, -1.0], [4.0, 3.0], [-1.0, 2.0]])


def lab(module, draw, settings):
    rows = int(settings.rows)
    if int(settings.node):
        name, node, x, dout = "Sum", module.Sum(), ROWS[:rows], COMING_BACK[2:3]
    else:
        name, node, x, dout = "Repeat", module.Repeat(rows), ROWS[:1], COMING_BACK[:rows]
    y = node.forward(x.copy())
    dx = node.backward(dout.copy())
    graph = Graph(("x", name, "y"), (Edge("x", name, x, dx), Edge(name, "y", y, dout)))
    yield Board((graph, Note(f"{name.lower()}-told", {"rows": rows, "first": float(dx[0, 0])})), columns=1)
