"""The three ways of a gradient through batch normalization; then networks from 16 sizes of weights, with and without."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from mine import Affine, Relu, SoftmaxWithLoss

from engine.datasets import load_mnist
from engine.figures import Board, Edge, Graph, Lines, Note, Series
from engine.training.live import latest

VIEWS = ("paths", "scales")
PATHS = ("straight", "by-mean", "by-variance", "all")
X = np.array([4.0, 8.0, 2.0, 6.0, 5.0])
GAMMA, BETA = 4.0, 1.0
SCALES = np.logspace(0, -4, 16)
SIZES = (784, 100, 100, 100, 100, 100, 10)
DIGITS, BATCH = 1000, 100
ENOUGH = 0.9  # read rightly


def lab(module, draw, settings):
    if settings.view == VIEWS.index("paths"):
        yield paths(module, settings)
    else:
        yield from scales(module, draw, settings)


# --- the three ways ---


def paths(module, settings):
    """The chosen way from x to y, with its values and gradients, and what the learner's backward makes of all of them."""
    layer = module.BatchNormalization(np.array([GAMMA]), np.array([BETA]))
    layer.forward(X[:, np.newaxis].copy())
    dout = douts()[int(settings.dout)]
    dx = np.array(layer.backward(dout[:, np.newaxis].copy()))[:, 0]
    ways = gradients(dout)
    shown = PATHS[int(settings.path)]
    edges = edges_of(shown, ways)
    nodes = tuple(dict.fromkeys(name for edge in edges for name in (edge.source, edge.target)))
    whole = {"whole": told(sum(ways[name]["x"] for name in ways)), "yours": told(dx)}
    notes = () if shown == "all" else (Note("part", {"part": told(ways[shown]["x"])}),)
    columns = tuple(replace(edge, value=column(edge.value), gradient=column(edge.gradient)) for edge in edges)
    return Board((Graph(nodes, columns), *notes, Note("whole", whole)), columns=1)


def column(values):
    return np.reshape(np.round(values, 3), (-1, 1)) if np.ndim(values) else values


def douts():
    xn = (X - X.mean()) / X.std()
    return np.array([1.0, 0, 3, 0, 1]), np.ones(5), xn, np.array([1.0, 1, 1, 1, -4])


def gradients(dout):
    """What comes back along each way, by the edge on which it does."""
    xc, std, n = X - X.mean(), X.std(), len(X)
    dxn = GAMMA * dout
    dstd = -float(np.sum(dxn * xc)) / std**2
    by_variance = dstd / (2 * std) * 2 * xc / n
    straight = dxn / std
    dmean = -float(np.sum(straight + by_variance))
    return {
        "straight": {"xn": dxn, "xc": straight, "x": straight},
        "by-variance": {"std": dstd, "xc": by_variance, "x": by_variance},
        "by-mean": {"mean": dmean, "x": np.full(n, dmean / n)},
    }


def edges_of(shown, ways):
    """The edges of one way, or of all three. A column of numbers on each: five beside each other would be too wide."""
    xc, std = X - X.mean(), X.std()
    both = ways["straight"]["x"] + ways["by-variance"]["x"]
    end = Edge("/", "xn", xc / std, ways["straight"]["xn"])
    through = {
        "straight": (Edge("x", "-", X, ways["straight"]["x"]), Edge("-", "/", xc, ways["straight"]["xc"])),
        "by-mean": (Edge("x", "mean", X, ways["by-mean"]["x"]), Edge("mean", "-", X.mean(), ways["by-mean"]["mean"])),
        "by-variance": (
            Edge("x - mean", "std", xc, ways["by-variance"]["xc"]),
            Edge("std", "/", std, ways["by-variance"]["std"]),
        ),
    }
    if shown == "all":
        return (Edge("x", "-", X, both), *through["by-mean"], through["straight"][1], *through["by-variance"], end)
    beside = (Edge("-", "/", xc, both),) if shown == "by-mean" else ()
    return (*through[shown], *beside, end)


def told(values):
    return ", ".join(f"{value + 0.0:.3g}" for value in np.round(values, 3))


# --- sixteen sizes of first weights ---


class Net:
    """Five hidden layers of the learner's Affine and Relu, with their batch normalization between or without."""

    def __init__(self, module, std, normalized, rng):
        self.layers, self.held = [], []
        for n_in, n_out in pairwise(SIZES):
            self.add(Affine(*self.hold(std * rng.standard_normal((n_in, n_out)), np.zeros(n_out))), ("dW", "db"))
            if n_out != SIZES[-1]:
                if normalized:
                    made = module.BatchNormalization(*self.hold(np.ones(n_out), np.zeros(n_out)))
                    self.add(made, ("dgamma", "dbeta"))
                self.layers.append((Relu(), (), ()))
        self.last = SoftmaxWithLoss()

    def hold(self, *arrays):
        self.held = arrays
        return arrays

    def add(self, layer, names):
        self.layers.append((layer, self.held, names))

    def predict(self, x, train_flg=False):
        for layer, _, names in self.layers:
            x = layer.forward(x, train_flg) if names[:1] == ("dgamma",) else layer.forward(x)
        return x

    def learn(self, x, t, lr):
        self.last.forward(self.predict(x, True), t)
        dout = self.last.backward(1)
        for layer, arrays, names in reversed(self.layers):
            dout = layer.backward(dout)
            for array, name in zip(arrays, names, strict=True):
                array -= lr * getattr(layer, name)  # in place: the layers hold these very arrays

    def accuracy(self, x, labels):
        return float(np.mean(self.predict(x).argmax(axis=1) == labels))


def scales(module, draw, settings):
    yield Note("loading")
    x, t, labels = digits()
    rngs = [draw.rng("weights") for _ in range(2 * len(SCALES))]  # the same numbers for all, of another size each
    nets = [Net(module, SCALES[k % 16], k < 16, rngs[k]) for k in range(2 * len(SCALES))]
    with np.errstate(all="ignore"):  # some of them explode: that is the point
        curves = [[net.accuracy(x, labels)] for net in nets]
        for epoch in latest(training(nets, curves, x, t, labels, draw, settings)):
            yield frame(curves, Note("running", facts_of(curves, epoch, settings)), settings)
    reached = [sum(curve[-1] >= ENOUGH for curve in some) for some in (curves[:16], curves[16:])]
    facts = {"epochs": int(settings.epochs), "many": reached[0], "few": reached[1]}
    yield frame(curves, Note("learned", facts), settings)


def digits():
    (x, t), _ = load_mnist(normalize=True, flatten=True, one_hot_label=True)
    return x[:DIGITS].astype(np.float64), t[:DIGITS], t[:DIGITS].argmax(axis=1)


def training(nets, curves, x, t, labels, draw, settings):
    """Epoch after epoch, and in each one network after another; after each the number of the epoch."""
    for epoch in range(int(settings.epochs)):
        order = draw.rng(f"order of epoch {epoch}").permutation(DIGITS)
        for k in [k for pair in zip(range(16), range(16, 32), strict=True) for k in pair]:
            for start in range(0, DIGITS, BATCH):
                rows = order[start : start + BATCH]
                nets[k].learn(x[rows], t[rows], settings.lr)
            curves[k].append(nets[k].accuracy(x, labels))
            yield epoch + 1


def facts_of(curves, epoch, settings):
    number = int(settings.scale) - 1
    with_it, without = curves[number][-1], curves[16 + number][-1]
    facts = {"epoch": epoch, "epochs": int(settings.epochs), "std": float(SCALES[number])}
    return {**facts, "with_it": with_it, "without": without}


def frame(curves, note, settings):
    number = int(settings.scale) - 1
    sizes = np.log10(SCALES)
    names = (("with", 0), ("without", 16))
    now = Lines(
        tuple(Series(name, sizes, np.array([curve[-1] for curve in curves[k : k + 16]])) for name, k in names),
        title="accuracy",
        x_label="size",
        y_limits=(0.0, 1.0),
    )
    one = Lines(
        tuple(Series(name, np.arange(len(curves[k + number])), np.array(curves[k + number])) for name, k in names),
        x_label="epoch",
        x_limits=(0.0, float(settings.epochs)),
        y_limits=(0.0, 1.0),
    )
    return Board((now, one, note), columns=2)
