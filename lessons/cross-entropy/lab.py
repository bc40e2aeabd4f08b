"""Slide the probability of the right class: what each of the two losses says, and how steep it is there."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

P = np.linspace(0.01, 1, 100)
NEAR = 1e-4  # how far to move the probability to feel a slope


def lab(module, draw, settings):
    p = min(settings.p, 1 - NEAR)
    own = lambda p: float(module.cross_entropy_error(*answer(p)))
    curves = (
        Series("cross", P, np.array([own(value) for value in P])),
        Series("squared", P, np.array([squared(value) for value in P])),
        Series("here-point", np.array([p, p]), np.array([own(p), squared(p)]), style="points"),
    )
    facts = {"p": settings.p, "cross": own(p), "cross_slope": slope(own, p)}
    facts |= {"squared": squared(p), "squared_slope": slope(squared, p)}
    yield Board((Lines(curves, title="losses", x_label="p", y_limits=(0.0, 4.7)), Note("here", facts)), columns=1)


def answer(p):
    """Two classes, the right one with probability p."""
    return np.array([1 - p, p]), np.array([0.0, 1.0])


def squared(p):
    y, t = answer(p)
    return float(0.5 * np.sum((y - t) ** 2))


def slope(loss, p):
    return (loss(p + NEAR) - loss(p - NEAR)) / (2 * NEAR)
