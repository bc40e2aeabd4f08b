"""Three bends, each of its own size and place, added up: a curve of straight pieces, and every bend is a ReLU."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

X = np.linspace(-3, 3, 121)
PLACES = (-1.0, 0.0, 1.0)
BENDS = ("bend-left", "bend-middle", "bend-right")


def lab(module, draw, settings):
    sizes = (settings.left, settings.middle, settings.right)
    parts = [size * np.array(module.relu(X - place)) for size, place in zip(sizes, PLACES, strict=True)]
    total = Series("total", X, sum(parts))
    pieces = tuple(Series(name, X, part) for name, part in zip(BENDS, parts, strict=True))
    pictures = Lines(pieces, title="parts", x_label="x"), Lines((total,), title="total", x_label="x")
    yield Board((*pictures, Note("slopes", slopes(sizes))), columns=2)


def slopes(sizes):
    """The slope of the sum in each of its four pieces: each bend adds its size to all that lies right of it."""
    return dict(zip(("first", "second", "third", "fourth"), (0.0, *np.cumsum(sizes).tolist()), strict=True))
