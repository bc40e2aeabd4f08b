"""A neuron's graph with the learner's gradients; and the learner's neuron learning, beside one with cross entropy."""

import numpy as np

from engine.figures import Board, Edge, Graph, Lines, Note, Series

VIEWS = ("graph", "learn")
STEPS, EACH = 300, 3  # steps in all, and from one frame to the next


def lab(module, draw, settings):
    if settings.view == VIEWS.index("graph"):
        yield pictured(module.Neuron(settings.w, settings.b), settings.x, settings.t)
    else:
        yield from learning(module, settings)


def pictured(neuron, x, t):
    """Values above, gradients below; what no attribute holds follows from those that do."""
    L = float(neuron.forward(x, t))
    dx, dw, da = float(neuron.backward()), float(neuron.dw), float(neuron.db)
    a = neuron.w * x + neuron.b
    y = sigmoid(a)
    edges = (
        Edge("weight", "times", neuron.w, dw),
        Edge("input", "times", x, dx),
        Edge("times", "plus", neuron.w * x, da),
        Edge("bias", "plus", neuron.b, da),
        Edge("plus", "sig", a, da),
        Edge("sig", "loss", y, y - t),
    )
    nodes = (*dict.fromkeys(edge.source for edge in edges), "loss")
    facts = {"L": L, "y": y, "t": t, "da": da, "error": y - t, "slope": y * (1 - y)}
    return Board((Graph(nodes, edges), Note("told", facts)), columns=1)


def learning(module, settings):
    """One input of 1 and one answer, over and over: how y moves under each of the two losses."""
    neuron, w, b, t = module.Neuron(settings.w, settings.b), settings.w, settings.b, settings.t
    squares, entropy = [], []
    for step in range(STEPS + 1):
        squares.append(sigmoid(neuron.w + neuron.b))
        entropy.append(sigmoid(w + b))
        if step % EACH == 0:
            yield shown(squares, entropy, t)
        neuron.forward(1.0, t)
        neuron.backward()
        neuron.w = neuron.w - settings.lr * float(neuron.dw)
        neuron.b = neuron.b - settings.lr * float(neuron.db)
        w, b = w - settings.lr * (entropy[-1] - t), b - settings.lr * (entropy[-1] - t)


def shown(squares, entropy, t):
    steps = np.arange(len(squares), dtype=float)
    curves = (Series("squares", steps, np.array(squares)), Series("entropy", steps, np.array(entropy)))
    picture = Lines(curves, title="answer", x_label="steps", x_limits=(0.0, float(STEPS)), y_limits=(0.0, 1.0))
    y = squares[-1]
    facts = {"step": len(squares) - 1, "squares": y, "slope": y * (1 - y), "entropy": entropy[-1], "t": t}
    return Board((picture, Note("learning", facts)), columns=1)


def sigmoid(a):
    return float(1 / (1 + np.exp(-a)))
