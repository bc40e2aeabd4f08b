"""Which pixels of a digit get a gradient through pooling: the learner's own Pooling, with dout = 1 everywhere."""

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Note, Pixels

BOX = 20  # pixels of a digit of MNIST, from its first stroke to its last


def lab(module, draw, settings):
    yield Note("loading")
    _, (images, labels) = load_mnist(normalize=True, flatten=False)
    digit = middle(images[np.flatnonzero(labels == int(settings.digit))[0], 0])
    window = int(settings.window)
    layer = module.Pooling(window, window, stride=int(settings.stride))
    y = layer.forward(digit.reshape(1, 1, BOX, BOX).astype(float))
    dx = layer.backward(np.ones(y.shape))
    yield board(digit, y[0, 0], dx[0, 0])


def middle(image):
    """The part of (28, 28) around the strokes, which fit into a box of 20 pixels: so three pictures fit side by side."""
    inked = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    top, left = (int(np.clip((places[0] + places[-1] + 1) // 2 - BOX // 2, 0, len(image) - BOX)) for places in inked)
    return image[top : top + BOX, left : left + BOX]


def board(digit, y, dx):
    most = float(np.abs(dx).max()) or 1.0
    shown = (
        Pixels(digit, title="digit", low=0.0, high=1.0),
        Pixels(y, title="pooled", low=0.0, high=1.0),
        Pixels(dx, title="gradient", palette="diverging", low=-most, high=most),
    )
    facts = {"windows": y.size, "pixels": dx.size, "reached": int(np.count_nonzero(dx)), "most": float(dx.max())}
    return Board((*shown, Note("told", facts)), columns=3)
