"""Train the learner's own network on all of MNIST: the curves, a digit read in every frame, at the end some misread ones."""

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Checkpoint, Lines, Note, Pixels, Series

BATCH = 100
PARTS = 6  # of an epoch: a frame after each
SHOWN = 3  # digits in a row
CURVES = ("epoch", "loss", "train", "test")


def lab(module, draw, settings):
    yield Note("loading")
    train, test = load_mnist(normalize=True, flatten=True, one_hot_label=True)
    samples = tuple(array[::30] for array in train), tuple(array[::5] for array in test)  # 2,000 of each
    np.random.seed(draw.seed)
    network = module.TwoLayerNet(784, 50, 10, weight_init_std=settings.std)
    curves, done = restored(network, settings.checkpoint)
    for epoch in range(done, int(settings.epochs)):
        order = draw.rng(f"order of epoch {epoch}").permutation(len(train[0]))
        for part, rows in enumerate(np.split(order, PARTS), start=1):
            descend(network, *train, rows, settings.lr)
            measure(network, *samples, curves, epoch + part / PARTS)
            pictures = (*plots(curves), sample(network, *test, len(curves["epoch"])))
            yield Board((*pictures, note(network, test, curves, epoch, part, settings)), columns=3)
        yield Checkpoint(epoch + 1, kept(network, curves))
    yield misread(network, *test)


def restored(network, checkpoint):
    """The curves and the number of epochs done; the network's arrays filled in place, as its layers hold the same ones."""
    if checkpoint is None:
        return {name: [] for name in CURVES}, 0
    for name, value in network.params.items():
        value[...] = checkpoint.arrays[name]
    return {name: list(checkpoint.arrays[name]) for name in CURVES}, checkpoint.step


def kept(network, curves):
    """Copies, as training goes on in the arrays themselves."""
    return {name: np.array(value) for name, value in [*network.params.items(), *curves.items()]}


def descend(network, x, t, rows, lr):
    """Plain SGD over the given rows, a batch at a time."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        gradients = network.gradient(x[batch], t[batch])
        for name, gradient in gradients.items():
            network.params[name] -= lr * gradient  # in place: the layers hold this very array


def measure(network, train, test, curves, epoch):
    curves["epoch"].append(epoch)
    curves["loss"].append(float(network.loss(*train)))
    curves["train"].append(float(network.accuracy(*train)))
    curves["test"].append(float(network.accuracy(*test)))


def plots(curves):
    def series(name):
        return Series(name, np.array(curves["epoch"]), np.array(curves[name]))

    loss = Lines((series("loss"),), title="loss", x_label="epochs", log_y=True)
    accuracy = Lines((series("train"), series("test")), title="accuracy", x_label="epochs", y_limits=(0.85, 1.0))
    return loss, accuracy


def note(network, test, curves, epoch, part, settings):
    facts = {"epoch": epoch + 1, "epochs": int(settings.epochs), "part": part, "parts": PARTS, "loss": curves["loss"][-1]}
    if part < PARTS:
        return Note("running", {**facts, "test": curves["test"][-1]})
    return Note("epoch", {**facts, "test": float(network.accuracy(*test))})


def sample(network, x, t, number):
    """One digit of those never seen, another in each frame, under what it is read as now."""
    return digit(x[number], network.predict(x[number : number + 1])[0].argmax(), t[number].argmax())


def misread(network, x, t):
    """Digits that the network gets wrong, and the count of those it gets right."""
    read, labels = network.predict(x).argmax(axis=1), t.argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    right = len(x) - len(wrong)
    facts = {"right": right, "wrong": len(wrong), "share": right / len(x)}
    return Board((*(digit(x[i], read[i], labels[i]) for i in wrong[:SHOWN]), Note("digits", facts)), columns=SHOWN)


def digit(pixels, read, label):
    """The middle of the 28 x 28 pixels, where the strokes are: small enough for any screen."""
    title = f"{read}" if read == label else f"{read} != {label}"
    return Pixels(pixels.reshape(28, 28)[4:24, 4:24], title=title, low=0.0, high=1.0)
