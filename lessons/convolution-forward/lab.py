"""What a filter makes of a digit: the learner's own Convolution, one filter at a time."""

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Note, Pixels

FILTERS = {
    "columns": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "rows": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "corners": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "blur": np.full((3, 3), 1 / 9),
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
}
BOX = 20  # pixels of a digit of MNIST, from its first stroke to its last


def lab(module, draw, settings):
    yield Note("loading")
    _, (images, labels) = load_mnist(normalize=True, flatten=False)
    digit = middle(images[np.flatnonzero(labels == int(settings.digit))[0], 0])
    name = list(FILTERS)[int(settings.filter)]
    stride, pad = int(settings.stride), int(settings.pad)
    weights = np.array(FILTERS[name], float)
    layer = module.Convolution(weights.reshape(1, 1, 3, 3), np.zeros(1), stride=stride, pad=pad)
    yield board(digit, weights, layer.forward(digit.reshape(1, 1, BOX, BOX))[0, 0], name)


def middle(image):
    """The part of (28, 28) around the strokes, which fit into a box of 20 pixels: so three pictures fit side by side."""
    inked = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    top, left = (int(np.clip((places[0] + places[-1] + 1) // 2 - BOX // 2, 0, len(image) - BOX)) for places in inked)
    return image[top : top + BOX, left : left + BOX]


def board(digit, weights, y, name):
    most = float(np.abs(y).max()) or 1.0
    shown = (
        Pixels(digit, title="digit", low=0.0, high=1.0),
        Pixels(weights, title="weights", palette="diverging"),
        Pixels(y, title="answer", palette="diverging", low=-most, high=most),
    )
    row, column = (int(place) for place in np.unravel_index(np.argmax(y), y.shape))
    facts = {"H": len(digit), "OH": len(y), "OW": y.shape[1], "most": float(y.max()), "row": row, "column": column}
    return Board((*shown, Note(f"{name}-told", facts)), columns=3)
