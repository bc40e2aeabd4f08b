"""Search coarse, then fine: each try is a point at its learning rate and weight decay, marked by its validation accuracy."""

import math

import numpy as np
from mine import MultiLayerNet

from engine.datasets import load_mnist, shuffle_and_split
from engine.figures import Board, Lines, Note, Series

DIGITS, SHARE, BATCH, HIDDEN = 500, 0.2, 50, [100, 100]
LR, DECAY = (1e-4, 1.0), (1e-8, 1.0)
BANDS = {"best": 0.8, "good": 0.6, "fair": 0.3, "poor": 0.0}  # accuracy from which on a try is marked so


def lab(module, draw, settings):
    yield Note("loading")
    train, validation = digits(draw.rng("split"))
    coarse, fine = [], []
    for trial in tries(module, draw, "coarse", LR, DECAY, int(settings.trials)):
        coarse.append(tried(trial, train, validation, draw, settings))
        yield Board((scatter("coarse", coarse, LR, DECAY), running("coarse", coarse, settings.trials)), columns=1)
    best = sorted(coarse, key=accuracy, reverse=True)[: int(settings.keep)]
    lr, decay = span([trial["lr"] for trial in best]), span([trial["decay"] for trial in best])
    yield both(coarse, fine, lr, decay, narrowed(best, lr, decay))
    for trial in tries(module, draw, "fine", lr, decay, half(settings)):
        fine.append(tried(trial, train, validation, draw, settings))
        yield both(coarse, fine, lr, decay, running("fine", fine, half(settings)))
    yield both(coarse, fine, lr, decay, done(coarse, fine))


def half(settings):
    return int(settings.trials) // 2


def digits(rng):
    """((x, t), (x, t)): 400 to learn from, 100 to judge by; t one-hot."""
    (x, t), _ = load_mnist(normalize=True, flatten=True, one_hot_label=True)
    return shuffle_and_split(x[:DIGITS], t[:DIGITS], SHARE, rng)


def tries(module, draw, name, lr, decay, count):
    """Pairs drawn by the learner's own log_uniform."""
    rng = draw.rng(name)
    for index in range(count):
        pair = {"lr": float(module.log_uniform(*lr, rng)), "decay": float(module.log_uniform(*decay, rng))}
        yield {**pair, "name": f"{name} {index}"}


def tried(trial, train, validation, draw, settings):
    """The try with its accuracy, after some training."""
    np.random.seed(draw.rng(trial["name"]).integers(2**31))
    network = MultiLayerNet(train[0].shape[1], HIDDEN, train[1].shape[1])
    try:
        descend(network, *train, trial, draw.rng(f"{trial['name']}: order"), int(settings.epochs))
        share = share_read(network, *validation)
    except (ValueError, ArithmeticError):
        share = 0.0  # it has left for infinity, and says so
    return {**trial, "accuracy": share}


def descend(network, x, t, trial, rng, epochs):
    """Plain SGD with weight decay, whether or not the learner's network knows of it."""
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            for name, gradient in network.gradient(x[rows], t[rows]).items():
                shrunk = trial["decay"] * network.params[name] if name.startswith("W") else 0.0
                network.params[name] -= trial["lr"] * (gradient + shrunk)  # in place: the layers hold this very array


def share_read(network, x, t):
    return float(np.mean(np.argmax(network.predict(x), axis=1) == np.argmax(t, axis=1)))


def accuracy(trial):
    return trial["accuracy"]


def span(values):
    return min(values), max(values)


def both(coarse, fine, lr, decay, words):
    return Board((scatter("coarse", coarse, LR, DECAY), scatter("fine", fine, *map(room, (lr, decay))), words), columns=2)


def room(limits):
    """A little more than the range, so that its ends are seen; never without width."""
    return limits[0] / 1.2, limits[1] * 1.2


def scatter(title, trials, lr, decay):
    series = tuple(band(name, trials) for name in BANDS)
    return Lines(series, title, "lr", "decay", log_x=True, log_y=True, x_limits=lr, y_limits=decay)


def band(name, trials):
    """The tries whose accuracy is of this kind."""
    inside = [trial for trial in trials if kind(trial) == name]
    return Series(name, [trial["lr"] for trial in inside], [trial["decay"] for trial in inside], style="points")


def kind(trial):
    return next(name for name, least in BANDS.items() if trial["accuracy"] >= least)


def running(name, found, trials):
    last, best = found[-1], max(found, key=accuracy)
    facts = {"round": name, "trial": len(found), "trials": int(trials), **best_of(best)}
    return Note("running", facts | {key: last[key] for key in ("lr", "decay", "accuracy")})


def best_of(trial):
    return {"best": trial["accuracy"], "best_lr": trial["lr"], "best_decay": trial["decay"]}


def narrowed(best, lr, decay):
    facts = {"keep": len(best), "lr_low": lr[0], "lr_high": lr[1], "decay_low": decay[0], "decay_high": decay[1]}
    return Note("narrowed", facts)


def done(coarse, fine):
    best = max(coarse + fine, key=accuracy)
    luck = math.sqrt(best["accuracy"] * (1 - best["accuracy"]) / (DIGITS * SHARE))
    counts = {"coarse": len(coarse), "fine": len(fine), "coarse_good": good(coarse), "fine_good": good(fine)}
    return Note("done", {**best_of(best), **counts, "luck": luck})


def good(trials):
    return sum(kind(trial) == "best" for trial in trials)
