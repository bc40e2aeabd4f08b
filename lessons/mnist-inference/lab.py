"""The learner's predict on 10,000 digits: which it reads rightly and which not; and what a batch saves."""

import time

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Bars, Board, Note, Pixels
from engine.weights import load_weights

PARTS = 20  # frames while reading
SHOWN = 3  # digits in a row
SIDE = 18  # pixels of a digit that are shown: they fit three times into a narrow screen
SIZES = (1, 2, 5, 10, 20, 50, 100, 1000, 10000)
TIMED = 1000  # digits at least, for each size
TRIES = 3  # the quickest counts: others slow a machine down, nobody speeds it up


def lab(module, draw, settings):
    yield Note("loading")
    _, (x, t) = load_mnist(normalize=True, flatten=True)
    network = load_weights("SampleNet")
    yield from timing(module, network, x) if settings.view else reading(module, network, x, t, settings)


def reading(module, network, x, t, settings):
    """Part after part with a few digits of each; at the end some that were misread."""
    y = np.empty((0, 10))
    for part in np.array_split(np.arange(len(x)), PARTS):
        y = np.concatenate([y, predicted(module, network, x[part], int(settings.batch))])
        yield board(x, y, t, part[:SHOWN], note("reading", y, t))
    wrong = np.flatnonzero(y.argmax(axis=1) != t)
    start = int(settings.skip)
    yield board(x, y, t, wrong[start : start + SHOWN], note("read", y, t))


def predicted(module, network, x, batch):
    return np.concatenate([module.predict(network, x[start : start + batch]) for start in range(0, len(x), batch)])


def note(key, y, t):
    right = int(np.sum(y.argmax(axis=1) == t[: len(y)]))
    return Note(key, {"read": len(y), "right": right, "wrong": len(y) - right, "share": right / len(y)})


def board(x, y, t, indices, words):
    return Board((*(digit(x[i], y[i], t[i]) for i in indices), words), columns=SHOWN)


def digit(pixels, y, label):
    read = int(y.argmax())
    verdict = f"{read}" if read == label else f"{read} != {label}"
    return Pixels(middle(pixels.reshape(28, 28)), title=f"{verdict}, {y[read]:.2f}", low=0.0, high=1.0)


def middle(image):
    """The part around the middle of the strokes."""
    rows, columns = (corner(image.any(axis=axis)) for axis in (1, 0))
    return image[rows : rows + SIDE, columns : columns + SIDE]


def corner(inked):
    places = np.flatnonzero(inked)
    centre = (int(places[0]) + int(places[-1]) + 1) // 2 if len(places) else len(inked) // 2
    return min(max(centre - SIDE // 2, 0), len(inked) - SIDE)


def timing(module, network, x):
    """Batch size after batch size: what one digit costs."""
    costs = []
    for size in SIZES:
        costs.append(min(cost(module, network, x[: max(TIMED, size)], size) for _ in range(TRIES)))
        bars = Bars(tuple(map(str, SIZES[: len(costs)])), np.array(costs), title="costs", marked=int(np.argmin(costs)))
        facts = {"size": size, "one": costs[0], "now": costs[-1], "times": costs[0] / costs[-1]}
        yield Board((bars, Note("cost", facts)), columns=1)


def cost(module, network, x, size):
    """Microseconds a digit."""
    started = time.perf_counter()
    predicted(module, network, x, size)
    return 1e6 * (time.perf_counter() - started) / len(x)
