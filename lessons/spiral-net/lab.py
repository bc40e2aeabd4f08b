"""The learner's own network learns the spiral: what it would guess at each place, epoch after epoch."""

import time

import numpy as np

from engine.datasets import load_spiral
from engine.figures import Board, Lines, Note, Pixels, Series

ORDERS = ("shuffled", "unshuffled", "apart")
BATCH = 30
FRAMES = 100  # of a whole training
SIZE = 49  # places a side at which it is asked
EDGE = 1.1
EVERY = 4  # of the points are drawn: all of them would hide the surface
AXIS = np.linspace(-EDGE, EDGE, SIZE)
AXES = {"x_limits": (-EDGE, EDGE), "y_limits": (-EDGE, EDGE), "x_label": "x1", "y_label": "x2"}
PLACES = np.array([(column, -row) for row in AXIS for column in AXIS])  # row 0 is the top


def lab(module, draw, settings):
    x, t = load_spiral(one_hot_label=True, dtype=np.float64)
    np.random.seed(draw.seed)
    model = module.TwoLayerNet(2, int(settings.hidden), 3)
    curves = {"epoch": [], "loss": []}
    epochs, seconds = int(settings.epochs), 0.0
    for epoch in range(epochs + 1):
        if epoch % max(1, epochs // FRAMES) == 0:
            yield frame(model, x, t, curves, epoch, seconds, settings)
        start = time.perf_counter()
        curves["loss"].append(one_epoch(model, x, t, draw.rng(f"order of epoch {epoch}"), settings))
        curves["epoch"].append(epoch + 1)
        seconds += time.perf_counter() - start


def one_epoch(model, x, t, rng, settings):
    """Ten steps. The mean of their losses."""
    of_x, of_t = orders(len(x), rng, ORDERS[int(settings.order)])
    losses = []
    for begin in range(0, len(x), BATCH):
        batch = slice(begin, begin + BATCH)
        losses.append(float(model.forward(x[of_x[batch]], t[of_t[batch]])))
        model.backward()
        for p, g in zip(model.params, model.grads, strict=True):
            p -= settings.lr * g
    return np.mean(losses)


def orders(count, rng, order):
    """Which rows come when, of x and of t."""
    if order == "unshuffled":
        return np.arange(count), np.arange(count)
    of_x = rng.permutation(count)
    return of_x, rng.permutation(count) if order == "apart" else of_x


def frame(model, x, t, curves, epoch, seconds, settings):
    share = float(np.mean(model.predict(x).argmax(axis=1) == t.argmax(axis=1)))
    loss = curves["loss"][-1] if curves["loss"] else float(model.forward(x, t))
    facts = {"epoch": epoch, "epochs": int(settings.epochs), "loss": loss, "share": share, "seconds": seconds}
    facts["steps"] = epoch * (len(x) // BATCH)
    words = Note("done" if epoch == settings.epochs else "training", facts)
    return Board((surface(model, x, t), losses(curves, settings), words), columns=2)


def surface(model, x, t):
    guesses = model.predict(PLACES).argmax(axis=1).reshape(SIZE, SIZE)
    some = slice(None, None, EVERY)
    points = tuple(
        (pixel(-y), pixel(right), int(arm)) for (right, y), arm in zip(x[some], t[some].argmax(axis=1), strict=True)
    )
    return Pixels(guesses, title="surface", palette="classes", points=points, **AXES)


def pixel(coordinate):
    return int(np.rint((coordinate + EDGE) * (SIZE - 1) / (2 * EDGE)))


def losses(curves, settings):
    """The mean loss of each epoch, beside that of a network that guesses."""
    guess = Series("chance", np.array([0.0, settings.epochs]), np.full(2, np.log(3.0)))
    learned = Series("batch", np.array(curves["epoch"], float), np.array(curves["loss"], float))
    return Lines((guess, learned), title="loss", x_label="epochs", x_limits=(0.0, settings.epochs), y_limits=(0.0, 1.5))
