"""Three scores and their probabilities. Move all scores at once: the probabilities stay, the plain formula breaks."""

import numpy as np

from engine.figures import Bars, Board, Note


def lab(module, draw, settings):
    x = np.array([settings.x0, settings.x1, settings.x2]) + settings.shift
    y = np.array(module.softmax(x.copy()))
    scores = Bars(names("x", x), x, title="scores")
    probabilities = Bars(names("y", y), y, title="probabilities", marked=int(np.argmax(y)))
    yield Board((scores, probabilities, Note("plain", plain(x, y))), columns=2)


def names(letter, values):
    return tuple(f"{letter}[{k}]" for k in range(len(values)))


def plain(x, y):
    """What the formula gives without the maximum subtracted: inf / inf, and 0 / 0, are nan."""
    with np.errstate(all="ignore"):
        e = np.exp(x)
        return {"top": float(np.max(e)), "sum": float(np.sum(e)), "ratio": float(e[0] / np.sum(e)), "yours": float(y[0])}
