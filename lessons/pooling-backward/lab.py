"""Which pixels of a digit get a gradient through pooling: the learner's own Pooling, with dout = 1 everywhere."""

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Note, Pixels

EDGE = 4  # pixels at each side of a digit of MNIST that are always empty: left out, so that three pictures fit


def lab(module, draw, settings):
    yield Note("loading")
    _, (images, labels) = load_mnist(normalize=True, flatten=False)
    digit = images[np.flatnonzero(labels == int(settings.digit))[:1], :, EDGE:-EDGE, EDGE:-EDGE]
    window = int(settings.window)
    layer = module.Pooling(window, window, stride=int(settings.stride))
    y = layer.forward(digit.astype(float))
    dx = layer.backward(np.ones(y.shape))
    yield board(digit[0, 0], y[0, 0], dx[0, 0])


def board(digit, y, dx):
    most = float(np.abs(dx).max()) or 1.0
    shown = (
        Pixels(digit, title="digit", low=0.0, high=1.0),
        Pixels(y, title="pooled", low=0.0, high=1.0),
        Pixels(dx, title="gradient", palette="diverging", low=-most, high=most),
    )
    facts = {"windows": y.size, "pixels": dx.size, "reached": int(np.count_nonzero(dx)), "most": float(dx.max())}
    return Board((*shown, Note("told", facts)), columns=3)
