"""The graph of z = (x + y)^2: move the inputs, and see what comes back below the edges."""

from engine.figures import Board, Edge, Graph, Note

PUSH = 0.01


def lab(module, draw, settings):
    x, y, dz = settings.x, settings.y, settings.dz
    z = module.forward(x, y)
    dx, dy = module.backward(x, y, dz)
    slope, _ = module.backward(x, y)
    edges = (
        Edge("x", "+", x, dx),
        Edge("y", "+", y, dy),
        Edge("+", "square", x + y, dx),  # the sum hands on what it gets, so dt is dx
        Edge("square", "z", z, dz),
    )
    facts = {"rise": module.forward(x + PUSH, y) - z, "said": PUSH * slope}
    yield Board((Graph(("x", "y", "+", "square", "z"), edges, title="graph"), Note("push", facts)), columns=1)
