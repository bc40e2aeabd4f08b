"""The learner's own filters before and while they learn, and what each of them makes of a digit."""

from functools import cache

import numpy as np
from mine import Adam, SimpleConvNet

from engine.datasets import load_mnist
from engine.figures import Board, Note, Pixels
from engine.training.live import latest

FILTERS = {"filter_num": 8, "filter_size": 5, "pad": 0, "stride": 1}
IN_A_ROW = 4
STEPS, BATCH = 1200, 50  # each of the training digits once
TAKEN = 20  # of so many test digits one is read at the end: 500
MIDDLE = slice(1, 11)  # of 12 pooled places, those that the strokes reach
GAP = 0.5  # the grey between two pictures


@cache
def digits():
    return load_mnist(normalize=True, flatten=False, one_hot_label=True)


def lab(module, draw, settings):
    yield Note("loading")
    np.random.seed(draw.seed)
    network = SimpleConvNet(conv_param=FILTERS)
    spread_as_he(network, draw)
    before = network.params["W1"].copy()
    x, t = digits()[1]
    digit = x[np.flatnonzero(t.argmax(axis=1) == int(settings.digit))[:1]]
    for done in latest(steps(network, draw)):
        yield board(module, network, before, digit, Note("told", facts(network, before, done)))
    told = {
        **facts(network, before, STEPS),
        "share": float(network.accuracy(x[::TAKEN], t[::TAKEN])),
        "tested": len(x[::TAKEN]),
    }
    yield board(module, network, before, digit, Note("ended", told))


def spread_as_he(network, draw):
    """In place, as the layers hold these very arrays."""
    for name, value in network.params.items():
        if name.startswith("W"):
            n_in = value[0].size if value.ndim == 4 else len(value)
            value[...] = np.sqrt(2 / n_in) * draw(name, value.shape)


def steps(network, draw):
    (x, t), _ = digits()
    order, optimizer = draw.rng("order").permutation(len(x)), Adam(lr=0.002)
    yield 0
    for done in range(STEPS):
        rows = order[done * BATCH : (done + 1) * BATCH]
        optimizer.update(network.params, network.gradient(x[rows], t[rows]))
        yield done + 1


def facts(network, before, done):
    now = network.params["W1"]
    extremes = {"low": float(now.min()), "high": float(now.max())}
    return {"steps": done, "digits": done * BATCH, "moved": float(np.abs(now - before).mean()), **extremes}


def board(module, network, before, digit, note):
    """Both states of the filters go into one call, so that their greys can be compared as well."""
    both = module.normalize_filters(np.concatenate([before, network.params["W1"]]))
    pictures = (shown(mosaic(part[:, 0]), title) for part, title in zip(np.split(both, 2), ("before", "now"), strict=True))
    return Board((*pictures, shown(mosaic(answers(network, digit)), "answers"), note), columns=2)


def answers(network, digit):
    """What the filters make of one digit, after Relu and pooling, on one scale. (8, 10, 10)"""
    maps = digit
    for name in ("Conv1", "Relu1", "Pool1"):
        maps = network.layers[name].forward(maps)
    return maps[0, :, MIDDLE, MIDDLE] / (maps.max() or 1.0)


def mosaic(pictures):
    """(n, H, W) side by side, IN_A_ROW of them in each row, with a line between two."""
    framed = np.pad(pictures, ((0, 0), (0, 1), (0, 1)), constant_values=GAP)
    rows = [np.hstack(framed[start : start + IN_A_ROW]) for start in range(0, len(framed), IN_A_ROW)]
    return np.vstack(rows)[:-1, :-1]


def shown(image, title):
    return Pixels(image, title=title, low=0.0, high=1.0)
