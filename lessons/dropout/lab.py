"""Two networks learn the same 300 digits, one as it comes, one with dropout and decay. The gap to others is shaded."""

from itertools import pairwise

import mine
import numpy as np
from mine import Affine, Relu, SoftmaxWithLoss

from engine.datasets import load_mnist
from engine.figures import Board, Lines, Note, Series
from engine.training.live import latest

SIZES = (784, 100, 100, 10)
DIGITS, OTHERS, BATCH = 300, 2000, 100
LR = 0.1
CURVES = ("seen", "unseen", "accuracy", "right")


class Net:
    """The learner's Affine, Relu and, with a ratio above 0, Dropout behind each Relu."""

    def __init__(self, module, ratio, decay, rng):
        self.decay, self.layers, self.params = decay, [], {}
        for number, (n_in, n_out) in enumerate(pairwise(SIZES), 1):
            W, b = np.sqrt(2 / n_in) * rng.standard_normal((n_in, n_out)), np.zeros(n_out)
            self.params |= {f"W{number}": W, f"b{number}": b}
            self.layers.append(Affine(W, b))
            if number < len(SIZES) - 1:
                self.layers += [Relu(), *([module.Dropout(ratio)] if ratio else [])]
        self.dropout = module.Dropout
        self.last = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            x = layer.forward(x, train_flg) if isinstance(layer, self.dropout) else layer.forward(x)
        return x

    def learn(self, x, t):
        self.last.forward(self.predict(x, True), t)
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        affine = [layer for layer in self.layers if isinstance(layer, Affine)]
        grads = {f"{p}{k}": getattr(one, f"d{p}") for k, one in enumerate(affine, 1) for p in "Wb"}
        for name, gradient in self.decayed(grads).items():
            self.params[name] -= LR * gradient  # in place: the layers hold these very arrays

    def decayed(self, grads):
        """With the gradient of the penalty: by the learner's own function, once it has passed."""
        own = getattr(mine, "decayed_grads", None)
        if own is not None:
            return own(grads, self.params, self.decay)
        return {name: g + self.decay * self.params[name] * name.startswith("W") for name, g in grads.items()}

    def measure(self, train, test, curves):
        for name, (x, t) in {"seen": train, "unseen": test}.items():
            scores = self.predict(x)
            curves[name].append(float(SoftmaxWithLoss().forward(scores, t)))
            curves["right" if name == "unseen" else "accuracy"].append(float(np.mean(scores.argmax(1) == t.argmax(1))))


def lab(module, draw, settings):
    yield Note("loading")
    train, test = digits()
    np.random.seed(draw.seed)
    plans = ((0, 0), (settings.ratio, settings.decay))
    nets = [Net(module, ratio, decay, draw.rng("weights")) for ratio, decay in plans]  # both begin with the same weights
    curves = [{name: [] for name in CURVES} for _ in nets]
    for epoch in latest(training(nets, curves, train, test, draw, int(settings.epochs))):
        facts = {"epoch": epoch, "epochs": int(settings.epochs), **facts_of(curves)}
        yield board(curves, settings, Note("running", facts))
    yield board(curves, settings, Note("kept", facts_of(curves)), Note("accuracies", facts_of(curves)))


def digits():
    (x, t), (other_x, other_t) = load_mnist(normalize=True, flatten=True, one_hot_label=True)
    return (x[:DIGITS].astype(float), t[:DIGITS]), (other_x[:OTHERS].astype(float), other_t[:OTHERS])


def training(nets, curves, train, test, draw, epochs):
    """One epoch of both after the other; after each its number."""
    x, t = train
    for epoch in range(epochs):
        order = draw.rng(f"order of epoch {epoch}").permutation(DIGITS)
        for net, kept in zip(nets, curves, strict=True):
            for start in range(0, DIGITS, BATCH):
                rows = order[start : start + BATCH]
                net.learn(x[rows], t[rows])
            net.measure(train, test, kept)
        yield epoch + 1


def facts_of(curves):
    plain, regular = curves
    facts = {"plain": plain["unseen"][-1], "regular": regular["unseen"][-1]}
    facts |= {"plain_least": min(plain["unseen"]), "regular_least": min(regular["unseen"])}
    facts |= {"plain_seen": plain["accuracy"][-1], "regular_seen": regular["accuracy"][-1]}
    return facts | {"plain_right": plain["right"][-1], "regular_right": regular["right"][-1]}


def board(curves, settings, *notes):
    titles = ("as-it-comes", "regularised")
    plots = (plot(kept, title, settings) for kept, title in zip(curves, titles, strict=True))
    return Board((*plots, *notes), columns=2)


def plot(kept, title, settings):
    epochs = np.arange(1, len(kept["seen"]) + 1)
    series = tuple(Series(name, epochs, np.array(kept[name])) for name in ("unseen", "seen"))
    limits = {"x_limits": (0.0, float(settings.epochs)), "y_limits": (0.0, 1.2)}
    return Lines(series, title=title, x_label="epochs", between=("unseen", "seen"), **limits)
