"""The way down at every place of f = x0^2 + s * x1^2, by the learner's own gradient; and at one place in numbers."""

import numpy as np

from engine.figures import Arrows, Board, Note

ROWS, COLUMNS = 9, 13  # of arrows, for x1 from -2 to 2 and x0 from -3 to 3


def lab(module, draw, settings):
    f = lambda x: x[0] ** 2 + settings.s * x[1] ** 2
    down = lambda x0, x1: -np.asarray(module.numerical_gradient(f, np.array([x0, x1])))
    x0, x1 = np.meshgrid(np.linspace(-3, 3, COLUMNS), np.linspace(2, -2, ROWS))
    arrows = np.array([[down(*at) for at in zip(*row, strict=True)] for row in zip(x0, x1, strict=True)])
    field = Arrows(x0, x1, arrows[..., 0], arrows[..., 1], title="field")
    yield Board((field, words(settings.x0, settings.x1, down(settings.x0, settings.x1))), columns=1)


def words(x0, x1, way):
    facts = {"x0": x0, "x1": x1, "g0": float(-way[0]), "g1": float(-way[1])}
    if not np.any(way):
        return Note("flat", facts)
    return Note("here", {**facts, "off": between(way, np.array([-x0, -x1]))})


def between(one, other):
    """The angle of two directions in degrees."""
    cosine = np.dot(one, other) / (np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
