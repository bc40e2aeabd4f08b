"""The learner's own deep network trains for an epoch; and what the engine's, which was trained for many, still misreads."""

from functools import cache

import numpy as np
from mine import Adam

from engine.datasets import load_mnist
from engine.figures import Board, Checkpoint, Lines, Note, Pixels, Series
from engine.training.belongings import restore, state_of
from engine.training.live import count_seconds, latest
from engine.weights import pretrained

VIEWS = ("train", "engine")
BATCH = 75
EVERY = 25  # batches between two measurements
LR = 0.001  # of Adam, as the book has it
GOAL = 0.8  # of unseen digits, to begin with
SAMPLE = 20  # every so manieth of the unseen digits is read in a measurement
ROWS = 200  # of many digits at a time
SHOWN = 3  # digits in a row
MIDDLE = slice(4, 24)  # of 28 pixels, where the strokes are: small enough for any screen


@cache
def digits():
    return load_mnist(normalize=True, flatten=False, one_hot_label=True)


def lab(module, draw, settings):
    yield Note("loading")
    train, test = digits()
    if settings.view == VIEWS.index("engine"):
        yield from engines(*test, int(settings.digits))
    else:
        yield from training(module, train, test, draw, settings)


# --- the learner's own ---


def training(module, train, test, draw, settings):
    """One epoch, from the last checkpoint on; a measurement after each 25 batches, and all unseen digits in the end."""
    np.random.seed(draw.seed)
    run = Run(module.DeepConvNet(), draw, len(train[0]) // BATCH)
    run.go_on_from(settings.checkpoint)
    kept = run.done
    for _ in latest(count_seconds(steps(run, train, test), run.curves)):
        yield run.frame(*test)
        if run.done - kept >= EVERY:
            kept = run.done
            yield Checkpoint(run.done, run.kept())
    yield run.frame(*test)
    yield Checkpoint(run.done, run.kept())
    yield from read_all(run.network.predict, *test, len(test[0]), ("reading", "epoch"))


def steps(run, train, test):
    """Batch after batch; a measurement after every 25, before the next one is shown."""
    sample = tuple(array[::SAMPLE] for array in test)
    while run.done < run.batches:
        run.step(*train)
        if run.done % EVERY == 0:
            run.measure(*sample)
        yield run.done


class Run:
    """The network, its optimizer and the curves so far."""

    def __init__(self, network, draw, batches):
        self.batches = batches  # of the one epoch
        self.network, self.optimizer, self.draw = network, Adam(lr=LR), draw
        self.done, self.order = 0, None  # batches, and the rows of the epoch
        self.curves = {"loss": [], "at": [0], "share": [0.1], "seconds": 0.0}
        self.goal = {}  # the facts of the first goal, once it is reached

    def belongings(self):
        """All that a later run needs; not the layers, which hold hundreds of megabytes of the last batch."""
        learned = {"params": self.network.params, "optimizer": self.optimizer}
        return {**learned, "curves": self.curves, "goal": self.goal, "done": self.done}

    def kept(self):
        return state_of(self.belongings())

    def go_on_from(self, checkpoint):
        """Where the optimizer has become another meanwhile, its numbers do not fit: then the run begins again."""
        if checkpoint is not None:
            try:
                self.done = restore(self.belongings(), checkpoint.arrays)["done"]
            except ValueError:
                return

    def step(self, x, t):
        if self.order is None:
            self.order = self.draw.rng("order").permutation(len(x))
        np.random.seed([self.draw.seed, self.done])  # of dropout: a run that goes on later draws the same
        rows = self.order[self.done * BATCH : (self.done + 1) * BATCH]
        self.optimizer.update(self.network.params, self.network.gradient(x[rows], t[rows]))
        self.curves["loss"].append(loss_of(self.network, x[rows[:10]], t[rows[:10]]))
        self.done += 1

    def measure(self, x, t):
        self.curves["at"].append(self.done)
        self.curves["share"].append(float(self.network.accuracy(x, t)))
        if self.curves["share"][-1] >= GOAL and not self.goal:
            self.goal.update(self.facts())

    def facts(self):
        test, seconds = self.curves["share"][-1], self.curves["seconds"]
        return {"batch": self.done, "batches": self.batches, "test": test, "seconds": seconds}

    def frame(self, x, t):
        running = Note("running", {**self.facts(), "loss": (self.curves["loss"] or [np.log(10)])[-1]})
        told = [Note("goal", self.goal)] if self.goal else []
        return Board((*self.plots(), one(self, x, t), running, *told), columns=3)

    def plots(self):
        losses, at = self.curves["loss"], np.array(self.curves["at"])
        yield Lines((Series("loss", np.arange(1, len(losses) + 1), np.array(losses)),), title="loss", x_label="batches")
        shares = Series("unseen", at, np.array(self.curves["share"]))
        yield Lines((shares,), title="accuracy", x_label="batches", y_limits=(0.0, 1.0))


def loss_of(network, x, t):
    """The loss of a few images without dropout: with it, the scores that it drops make most of the loss."""
    scores = network.predict(x)
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float(-np.mean(np.sum(t * (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))), axis=1)))


def one(run, x, t):
    """One of the unseen digits, another in each frame, under what it is read as now."""
    read = run.network.predict(x[run.done : run.done + 1])[0].argmax()
    return digit(x[run.done], read, t[run.done].argmax())


# --- the engine's, and what is left ---


def engines(x, t, count):
    network = pretrained("DeepConvNet")
    yield from read_all(network.predict, x, t, count, ("engine-reading", "engine-read"))


def read_all(predict, x, t, count, words):
    """Reads that many unseen digits, showing the latest that are misread. words: of a frame on the way, of the last one."""
    on_the_way, last = words
    wrong = []
    for start in range(0, count, ROWS):
        rows = slice(start, min(start + ROWS, count))
        read, labels = predict(x[rows]).argmax(axis=1), t[rows].argmax(axis=1)
        wrong += [(start + k, read[k], labels[k]) for k in np.flatnonzero(read != labels)]
        yield misread(x, wrong[-SHOWN:], Note(on_the_way, facts(rows.stop, wrong)))
    for first in range(0, max(len(wrong), 1), SHOWN):
        shown = wrong[first : first + SHOWN]
        page = [Note("shown", {"first": first + 1, "last": first + len(shown)})] if shown else []
        yield misread(x, shown, Note(last, facts(count, wrong)), *page)


def facts(read, wrong):
    return {"read": read, "right": read - len(wrong), "wrong": len(wrong), "share": 1 - len(wrong) / read}


def misread(x, wrong, *words):
    digits = (digit(x[number], read, label) for number, read, label in wrong)
    return Board((*digits, *words), columns=SHOWN, title="misread" if wrong else "")


def digit(pixels, read, label):
    title = f"{read}" if read == label else f"{read} != {label}"
    return Pixels(pixels[0, MIDDLE, MIDDLE], title=title, low=0.0, high=1.0)
