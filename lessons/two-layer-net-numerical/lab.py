"""Train the learner's own 49-10-10 network by numerical gradients, one step a frame; then say what 784-50-10 would take."""

import time

import numpy as np

from engine.datasets import load_digits_7x7
from engine.figures import Bars, Board, Checkpoint, Lines, Note, Pixels, Series

SIZES = (49, 10, 10)
LARGE = (784, 50, 10)
BATCH = 100
BETWEEN = 5  # steps between two measurements
KEPT = 25  # steps between two checkpoints
EVERY = 10  # of the digits never seen, one in so many is read for each measurement
EPOCH = 600  # batches of 100 in MNIST
REPEATS = 9
CURVES = ("step", "loss", "accuracy")


def lab(module, draw, settings):
    yield Note("loading")
    train, test = load_digits_7x7(one_hot_label=True, dtype=np.float64)
    np.random.seed(draw.seed)
    network = module.TwoLayerNet(*SIZES, weight_init_std=settings.std)
    curves, done = restored(network, settings.checkpoint)
    steps = int(settings.steps)
    for step in range(done, steps):
        seconds = descend(network, *batch(train, draw, step), settings.lr)
        if step % BETWEEN == 0 or step + 1 == steps:
            measure(network, *(array[::EVERY] for array in test), curves, step + 1)
        facts = {"step": step + 1, "steps": steps, "seconds": seconds, "losses": losses(SIZES)}
        yield Board((*pictures(network, curves, *test), note("running", curves, facts)), columns=3)
        if (step + 1) % KEPT == 0:
            yield Checkpoint(step + 1, kept(network, curves))
    yield Board((picture_of(curves), *goal(module, network, test, steps)), columns=1)


def restored(network, checkpoint):
    """The curves and the number of steps done; the network's arrays filled in place."""
    if checkpoint is None:
        return {name: [] for name in CURVES}, 0
    for name, value in network.params.items():
        value[...] = checkpoint.arrays[name]
    return {name: list(checkpoint.arrays[name]) for name in CURVES}, checkpoint.step


def kept(network, curves):
    """Copies, as training goes on in the arrays themselves."""
    return {name: np.array(value) for name, value in [*network.params.items(), *curves.items()]}


def batch(data, draw, step):
    x, t = data
    rows = draw.rng(f"batch {step}").choice(len(x), BATCH, replace=False)
    return x[rows], t[rows]


def descend(network, x, t, lr):
    """One step; the seconds that its gradient took."""
    started = time.perf_counter()
    gradients = network.numerical_gradient(x, t)
    seconds = time.perf_counter() - started
    for name, gradient in gradients.items():
        network.params[name] -= lr * gradient
    return seconds


def measure(network, x, t, curves, step):
    curves["step"].append(step)
    curves["loss"].append(float(network.loss(x, t)))
    curves["accuracy"].append(float(network.accuracy(x, t)))


def pictures(network, curves, x, t):
    """The loss so far, a digit that was never seen, and how much of the probability each class gets for it."""
    shown = len(curves["step"]) - 1
    y = np.asarray(network.predict(x[shown : shown + 1]))[0]
    digit = Pixels(x[shown].reshape(SIZES[0] // 7, 7), title="digit", low=0.0, high=1.0)
    read = Bars(tuple(map(str, range(len(y)))), y, title="read", marked=int(np.argmax(t[shown])))
    return picture_of(curves), digit, read


def picture_of(curves):
    return Lines((Series("loss", np.array(curves["step"]), np.array(curves["loss"])),), title="loss", x_label="steps")


def note(key, curves, facts):
    return Note(key, {**facts, "loss": curves["loss"][-1], "accuracy": curves["accuracy"][-1]})


def goal(module, network, test, steps):
    """What the network reads now, and what the same way would take at full size: measured by one loss of that size."""
    one = seconds_of_one_loss(module)
    gradient = one * losses(LARGE)
    facts = {"one": 1000 * one, "losses": losses(LARGE), "seconds": gradient, "hours": EPOCH * gradient / 3600}
    return Note("goal", {"accuracy": float(network.accuracy(*test)), "steps": steps}), Note("extrapolated", facts)


def seconds_of_one_loss(module):
    network = module.TwoLayerNet(*LARGE)
    x, t = np.full((BATCH, LARGE[0]), 0.5), np.eye(LARGE[2])[np.arange(BATCH) % LARGE[2]]

    def once():
        started = time.perf_counter()
        network.loss(x, t)
        return time.perf_counter() - started

    return float(np.median([once() for _ in range(REPEATS)]))


def losses(sizes):
    """How many losses one numerical gradient takes: two for each parameter."""
    D, H, K = sizes
    return 2 * (D * H + H + H * K + K)
