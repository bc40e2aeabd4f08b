"""All nine slopes of a softmax of three: what raising one score does to every probability."""

import numpy as np

from engine.figures import Bars, Board, Note, Pixels


def lab(module, draw, settings):
    x = np.array([[settings.x0, settings.x1, settings.x2]])
    layer = module.Softmax()
    y = np.array(layer.forward(x))
    slopes = np.array([layer.backward(dout)[0] for dout in np.eye(3)[:, None]])  # row k: how y[k] follows each x
    first, second, third = (float(slope) for slope in slopes[:, 0])
    facts = {"first": first, "second": second, "third": third, "sum": abs(first + second + third)}
    probabilities = Bars(("y[0]", "y[1]", "y[2]"), y[0], title="probabilities")
    picture = Pixels(slopes, title="jacobian", palette="diverging", low=-0.25, high=0.25)
    yield Board((probabilities, picture, Note("column", facts)), columns=2)
