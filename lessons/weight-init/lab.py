"""Five layers of the learner's own first weights: where their activations lie, network after network."""

from itertools import accumulate

import numpy as np

from engine.figures import Board, Histogram, Note
from engine.functions import relu, sigmoid, tanh
from engine.training.live import latest

LAYERS, UNITS, ROWS = 5, 100, 200
NETWORKS = 400
BINS = 30
STARTS = (1.0, 0.01, "xavier", "he")
CURVES = ((sigmoid, 0.0, 1.0), (tanh, -1.0, 1.0), (relu, 0.0, 3.0))  # with the part of their range that is drawn
NEAR = 0.02  # of an end: there the slope of sigmoid and tanh is below 0.04


def lab(module, draw, settings):
    curve, low, high = CURVES[int(settings.activation)]
    kind = STARTS[int(settings.start)]
    edges = np.linspace(low, high, BINS + 1)
    counted = (measured(module, draw, kind, curve, edges, number) for number in range(NETWORKS))
    for found in latest(accumulate(counted, added)):
        yield shown(found, edges)


def measured(module, draw, kind, curve, edges, number):
    """One network: (1, counts (layers, bins), mean squares about the mean (layers,), share that is flat)."""
    rng = draw.rng(f"network {number}")
    z, counts, squares = rng.standard_normal((ROWS, UNITS)), [], []
    for _ in range(LAYERS):
        z = curve(z @ np.asarray(module.init_weights(UNITS, UNITS, kind, rng), float))
        counts.append(np.histogram(np.clip(z, edges[0], edges[-1]), edges)[0])
        squares.append(np.var(z))
    return 1, np.array(counts), np.array(squares), flat(z, curve)


def flat(z, curve):
    """The share of activations at which the slope is next to nothing."""
    if curve is relu:
        return np.mean(z <= 0)
    return np.mean((z < (NEAR if curve is sigmoid else NEAR - 1)) | (z > 1 - NEAR))


def added(one, other):
    return tuple(a + b for a, b in zip(one, other, strict=True))


def shown(found, edges):
    networks, counts, squares, flat_ones = found
    percent = 100 * counts / counts.sum(axis=1, keepdims=True)
    pictures = tuple(Histogram(row, edges, title=f"layer{number}") for number, row in enumerate(percent, 1))
    spreads = {f"s{number}": float(np.sqrt(v / networks)) for number, v in enumerate(squares, 1)}
    return Board(
        (*pictures, Note("told", {"networks": networks, "flat": float(flat_ones / networks), **spreads})), columns=3
    )
