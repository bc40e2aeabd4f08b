"""Three scores and a right class: the probabilities, and the gradient that each score gets."""

import numpy as np

from engine.figures import Bars, Board, Note


def lab(module, draw, settings):
    x = np.array([[settings.x0, settings.x1, settings.x2]])
    right = int(settings.right)
    t = np.eye(3)[[right]]
    layer = module.SoftmaxWithLoss()
    loss = float(layer.forward(x.copy(), t.copy()))
    dx = np.array(layer.backward())
    y = dx + t  # one datum: dx is y - t
    after = float(module.SoftmaxWithLoss().forward(x - dx, t))
    facts = {"loss": loss, "right": right, "got": float(y[0, right]), "next": after}
    probabilities = Bars(names("y"), y[0], title="probabilities", marked=right)
    gradient = Bars(names("dx"), dx[0], title="gradient", marked=right)
    yield Board((probabilities, gradient, Note("told", facts)), columns=2)


def names(letter):
    return tuple(f"{letter}[{k}]" for k in range(3))
