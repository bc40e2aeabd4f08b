"""A digit that the learner shifts and turns, and what two shipped networks read: one has seen such digits, one has not."""

from functools import cache

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Bars, Board, Note, Pixels
from engine.weights import pretrained

NAMES = tuple("0123456789")


@cache
def digits():
    """The first test digit of each class, (10, 28, 28)."""
    x, t = load_mnist(flatten=False)[1]
    return np.array([x[np.argmax(t == label), 0] for label in range(10)])


@cache
def network(name):
    return pretrained(name)


def lab(module, draw, settings):
    label = int(settings.digit)
    moved = module.shift(digits()[label].copy(), int(settings.down), int(settings.right))
    moved = np.asarray(module.rotate(moved, settings.degrees), np.float32)
    plain = probabilities(network("SampleNet").predict(moved.reshape(1, -1)))
    deep = probabilities(network("DeepConvNet").predict(moved.reshape(1, 1, 28, 28)))
    facts = {"label": label, "plain": int(plain.argmax()), "p": plain.max(), "deep": int(deep.argmax()), "q": deep.max()}
    yield Board(
        (
            Pixels(moved, title="picture", low=0.0, high=1.0),
            Bars(NAMES, plain, title="plain", marked=label, high=1.0),
            Bars(NAMES, deep, title="deep", marked=label, high=1.0),
            Note("read", facts),
        ),
        columns=3,
    )


def probabilities(scores):
    e = np.exp(scores[0] - scores[0].max())
    return e / e.sum()
