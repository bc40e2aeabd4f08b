"""Slide the threshold between 3 and 5: the accuracy is a staircase, the loss a slope."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

X = np.array([0.0, 1.0, 2.0, 3.0, 5.0, 6.0])
IS_5 = np.array([False, False, False, True, True, True])
THRESHOLDS = np.linspace(0, 7, 351)
NEAR = 1e-4  # how far to move the threshold to feel a slope


def lab(module, draw, settings):
    c = round(settings.c, 6)
    accuracy_picture = curve("accuracy", accuracy, c, (0.0, 1.1))
    loss_picture = curve("loss", loss, c, (0.0, 2.5))
    facts = {"c": c, "right": round(len(X) * accuracy(c)), "loss": loss(c), "slope": slope(c)}
    yield Board((accuracy_picture, loss_picture, Note("here", facts)), columns=2)


def curve(name, measure, c, y_limits):
    everywhere = Series("curve", THRESHOLDS, np.array([measure(value) for value in THRESHOLDS]))
    here = Series("here-point", np.array([c]), np.array([measure(c)]), style="points")
    return Lines((everywhere, here), title=name, x_label="c", y_limits=y_limits)


def accuracy(c):
    return float(np.mean((c < X) == IS_5))


def loss(c):
    """Mean of -log(probability given to the right digit)."""
    five = 1 / (1 + np.exp(c - X))
    return float(np.mean(-np.log(np.where(IS_5, five, 1 - five))))


def slope(c):
    return (loss(c + NEAR) - loss(c - NEAR)) / (2 * NEAR)
