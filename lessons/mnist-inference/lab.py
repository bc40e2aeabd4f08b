"""The learner's predict on 10,000 digits, right and wrong; what a batch saves; and on a digit that the learner draws."""

import time

import numpy as np

from engine.datasets import centred, load_mnist
from engine.figures import Bars, Board, Note, Pixels
from engine.weights import load_weights

VIEWS = ("digits", "cost", "draw")
PARTS = 20  # frames while reading
SHOWN = 3  # digits in a row
SIDE = 18  # pixels of a digit that are shown: they fit three times into a narrow screen
SIZES = (1, 2, 5, 10, 20, 50, 100, 1000, 10000)
TIMED = 1000  # digits at least, for each size
BOX = 20  # pixels of a digit of MNIST, from its first stroke to its last
TRIES = 3  # the quickest counts: others slow a machine down, nobody speeds it up


def lab(module, draw, settings):
    network = load_weights("SampleNet")
    if settings.view == VIEWS.index("draw"):
        yield drawn(module, network, settings.digit)
        return
    yield Note("loading")
    _, (x, t) = load_mnist(normalize=True, flatten=True)
    if settings.view == VIEWS.index("cost"):
        yield from timing(module, network, x)
    else:
        yield from reading(module, network, x, t, settings)


def drawn(module, network, ink):
    """What is read in a drawing, and what the network gets to see of it."""
    if not ink.any():
        return Note("blank")
    seen = centred(ink)
    y = np.ravel(module.predict(network, seen.reshape(1, -1)))
    first, second = (int(place) for place in np.argsort(y)[:-3:-1])
    bars = Bars(tuple("0123456789"), y, title="probabilities", marked=first, high=1.0)
    words = Note("drawn", {"first": first, "p": y[first], "second": second, "q": y[second]})
    return Board((bars, Pixels(middle(seen, BOX), title="seen", low=0.0, high=1.0), words), columns=2)


def reading(module, network, x, t, settings):
    """Part after part with a few digits of each; at the end some that were misread."""
    y = np.empty((0, 10))
    for part in np.array_split(np.arange(len(x)), PARTS):
        y = np.concatenate([y, predicted(module, network, x[part], int(settings.batch))])
        yield board(x, y, t, part[:SHOWN], note("reading", y, t))
    wrong = np.flatnonzero(y.argmax(axis=1) != t)
    start = int(settings.skip)
    shown = wrong[start : start + SHOWN]
    yield board(x, y, t, shown, note("read", y, t), title="misread" if len(shown) else "")


def predicted(module, network, x, batch):
    return np.concatenate([module.predict(network, x[start : start + batch]) for start in range(0, len(x), batch)])


def note(key, y, t):
    right = int(np.sum(y.argmax(axis=1) == t[: len(y)]))
    return Note(key, {"read": len(y), "right": right, "wrong": len(y) - right, "share": right / len(y)})


def board(x, y, t, indices, words, title=""):
    return Board((*(digit(x[i], y[i], t[i]) for i in indices), words), columns=SHOWN, title=title)


def digit(pixels, y, label):
    read = int(y.argmax())
    verdict = f"{read}" if read == label else f"{read} != {label}"
    return Pixels(middle(pixels.reshape(28, 28)), title=f"{verdict}, {y[read]:.2f}", low=0.0, high=1.0)


def middle(image, side=SIDE):
    """The part around the middle of the strokes, (side, side)."""
    rows, columns = (corner(image.any(axis=axis), side) for axis in (1, 0))
    return image[rows : rows + side, columns : columns + side]


def corner(inked, side):
    places = np.flatnonzero(inked)
    centre = (int(places[0]) + int(places[-1]) + 1) // 2 if len(places) else len(inked) // 2
    return min(max(centre - side // 2, 0), len(inked) - side)


def timing(module, network, x):
    """Batch size after batch size: what one digit costs."""
    costs = []
    for size in SIZES:
        costs.append(np.inf)
        for _ in range(TRIES):
            costs[-1] = min(costs[-1], cost(module, network, x[: max(TIMED, size)], size))
            bars = Bars(tuple(map(str, SIZES[: len(costs)])), np.array(costs), title="costs", marked=int(np.argmin(costs)))
            facts = {"size": size, "one": costs[0], "now": costs[-1], "times": costs[0] / costs[-1]}
            yield Board((bars, Note("one-costs", facts)), columns=1)


def cost(module, network, x, size):
    """Microseconds a digit."""
    started = time.perf_counter()
    predicted(module, network, x, size)
    return 1e6 * (time.perf_counter() - started) / len(x)
