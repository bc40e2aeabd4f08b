"""The learner's own optimizers: Adam against SGD on digits, all six down a valley, and all six on digits."""

from functools import cache
from itertools import count

import numpy as np
from mine import SGD, AdaGrad, Affine, Momentum, Nesterov, Relu, RMSprop, SoftmaxWithLoss

from engine.datasets import load_mnist
from engine.figures import Board, Lines, Note, Series
from engine.training.live import latest

VIEWS = ("beat", "valley", "digits")
SIZES = (784, 100, 100, 100, 100, 10)
STD = 0.05  # of the first weights: small enough to make a long, flat start
BATCH = 100
RACE = 600  # batches, an epoch
GOAL = 0.9
EVERY = 20  # batches between two measurements
SMOOTH = 0.9  # of the loss of a batch, which is noisy
VALLEY = (("SGD", 0.95), ("Momentum", 0.1), ("Nesterov", 0.1), ("AdaGrad", 1.5), ("RMSprop", 0.1), ("Adam", 0.3))
DIGITS = (("SGD", 0.1), ("Momentum", 0.02), ("Nesterov", 0.02), ("AdaGrad", 0.01), ("RMSprop", 0.001), ("Adam", 0.001))
START = {"x": -7.0, "y": 2.0}
HEIGHTS = (0.5, 2.0, 5.0)
TAIL = 6  # places of a path that are seen: six whole ones would hide each other


@cache
def digits():
    return load_mnist(normalize=True, flatten=True, one_hot_label=True)


def lab(module, draw, settings):
    kinds = {kind.__name__: kind for kind in (SGD, Momentum, Nesterov, AdaGrad, RMSprop)} | {"Adam": module.Adam}
    if settings.view == VIEWS.index("valley"):
        yield from valley(kinds, int(settings.steps))
        return
    yield Note("loading")
    if settings.view == VIEWS.index("beat"):
        yield from duel(kinds, draw, settings)
    else:
        yield from field(kinds, draw, int(settings.batches))


# --- Adam against SGD ---


def duel(kinds, draw, settings):
    """Both train the same network from the same start on the same batches, until one epoch is over."""
    test = tuple(array[::5] for array in digits()[1])
    rates = {"SGD": settings.lr_sgd, "Adam": settings.lr_adam}
    runs = [Run(name, kinds[name](lr=lr), draw) for name, lr in rates.items()]
    reached = {}
    for done in latest(measured(steps(runs, draw, RACE), runs, test, reached)):
        yield Board((*curves(runs), racing(runs, done)), columns=2)
    two = {name: kinds[name] for name in rates}
    yield Board((*curves(runs), verdict(runs, reached, rates), owners(two)), columns=2)


def measured(states, runs, test, reached):
    """The same states; after each twentieth batch all networks have been measured, and who is at the goal is noted."""
    for done in states:
        for run in runs if done % EVERY == 0 else ():
            run.measure(test, done)
            if run.accuracy >= GOAL:
                reached.setdefault(run.name, done)
        yield done


def racing(runs, done):
    return Note("racing", {"batch": done, "batches": RACE, **{run.name.lower(): run.accuracy for run in runs}})


def verdict(runs, reached, rates):
    facts = {"lr_" + name.lower(): lr for name, lr in rates.items()}
    facts |= {"end_" + run.name.lower(): run.accuracy for run in runs}
    sgd, adam = reached.get("SGD", RACE + 1), reached.get("Adam", RACE + 1)
    facts |= {"adam": adam, "sgd": sgd, "times": sgd / adam}
    if adam < sgd <= RACE:
        return Note("beaten", facts)
    return Note("beaten-alone" if adam <= RACE < sgd else "not-beaten", facts)


def curves(runs):
    def series(what):
        return tuple(Series(run.name, np.array(run.at), np.array(getattr(run, what))) for run in runs)

    yield Lines(series("accuracies"), title="read", x_label="batches", y_limits=(0.0, 1.0))
    yield Lines(series("losses"), title="loss", x_label="batches", log_y=True)


# --- all six on digits ---


def field(kinds, draw, batches):
    """The loss of the same network, from the same start on the same batches, under each of the six."""
    runs = [Run(name, kinds[name](lr=lr), draw) for name, lr in DIGITS]
    for done in latest(steps(runs, draw, batches)):
        for run in runs:
            run.note(done)
        losses = tuple(Series(run.name, np.array(run.at), np.array(run.losses)) for run in runs)
        picture = Lines(losses, title="loss", x_label="batches", log_y=True)
        now = ", ".join(f"{run.name} {run.loss:.2f}" for run in runs)
        told = Note("field", {"batch": done, "batches": batches, "losses": now})
        yield Board((picture, told, owners(kinds)), columns=1)


def steps(runs, draw, batches):
    """One batch after the other, the same for all; yields how many are done."""
    (x, t), _ = digits()
    order = draw.rng("order").permutation(len(x))
    for done in range(batches):
        rows = order[np.arange(done * BATCH, (done + 1) * BATCH) % len(x)]
        for run in runs:
            run.step(x[rows], t[rows])
        yield done + 1


class Run:
    """A network of the learner's layers, and one optimizer that trains it."""

    def __init__(self, name, optimizer, draw):
        self.name, self.optimizer = name, optimizer
        self.params, self.layers = {}, []
        for number, n_in, n_out in zip(count(1), SIZES, SIZES[1:]):
            W, b = STD * draw(f"W{number}", (n_in, n_out)), np.zeros(n_out)
            self.params |= {f"W{number}": W, f"b{number}": b}
            self.layers += [Affine(W, b), Relu()]
        self.layers.pop()  # scores may be negative
        self.last = SoftmaxWithLoss()
        self.loss, self.accuracy = np.log(10), 0.1
        self.at, self.losses, self.accuracies = [0], [self.loss], [self.accuracy]

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def step(self, x, t):
        loss = float(self.last.forward(self.predict(x), t))
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        self.loss = SMOOTH * self.loss + (1 - SMOOTH) * loss
        affines = self.layers[::2]
        grads = {f"W{number}": layer.dW for number, layer in enumerate(affines, 1)}
        self.optimizer.update(self.params, grads | {f"b{number}": layer.db for number, layer in enumerate(affines, 1)})

    def note(self, done):
        self.at.append(done)
        self.losses.append(self.loss)

    def measure(self, test, done):
        x, t = test
        self.accuracy = float(np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1)))
        self.accuracies.append(self.accuracy)
        self.note(done)


# --- down a valley ---


def valley(kinds, steps):
    """All six run down f = x^2/20 + y^2, a step a frame, over lines of equal height."""
    optimizers = {name: kinds[name](lr=lr) for name, lr in VALLEY}
    places = {name: {key: np.array([value]) for key, value in START.items()} for name in optimizers}
    paths = {name: [here(p)] for name, p in places.items()}
    for step in range(steps + 1):
        heights = ", ".join(f"{name} {height(path[-1]):.3f}" for name, path in paths.items())
        yield Board((contours(paths), Note("down", {"step": step, "heights": heights}), owners(kinds)), columns=1)
        for name, p in places.items():
            optimizers[name].update(p, {"x": p["x"] / 10, "y": 2 * p["y"]})
            paths[name].append(here(p))


def here(p):
    return np.array([float(p["x"][0]), float(p["y"][0])])


def height(place):
    return float(place[0] ** 2 / 20 + place[1] ** 2)


def contours(paths):
    angle = np.linspace(0, 2 * np.pi, 200)
    rings = [Series(f"f = {f:g}", np.sqrt(20 * f) * np.cos(angle), np.sqrt(f) * np.sin(angle)) for f in HEIGHTS]
    walks = [Series(name, *np.array(path[-TAIL:]).T) for name, path in paths.items()]
    return Lines((*walks, *rings), title="contours", x_limits=(-8.0, 3.0), y_limits=(-2.4, 2.4))


# --- whose they are ---


def owners(kinds):
    """Whose optimizers run: the learner's where they have passed, else the model's."""
    own = [name for name, kind in kinds.items() if is_own(kind)]
    others = [name for name in kinds if name not in own]
    if not others:
        return Note("all-yours")
    return Note("owners", {"own": ", ".join(own), "others": ", ".join(others)}) if own else Note("none-yours")


def is_own(kind):
    written = getattr(kind, "__wrapped__", kind).update
    return not written.__module__.startswith("engine") and not written.__code__.co_filename.endswith("solution.py")
