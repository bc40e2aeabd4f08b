"""The learner's own network on all of MNIST, from goal to goal; it goes on where it was, its optimizer included."""

import time
from functools import cache

import numpy as np
from mine import Adam

from engine.datasets import load_mnist
from engine.figures import Board, Checkpoint, Lines, Note, Pixels, Series
from engine.training.belongings import restore, state_of
from engine.training.live import count_seconds, latest

GOALS = (("reached", 0.96), ("reached-97", 0.97), ("reached-989", 0.989))  # of all 10,000 test digits
BATCH = 50  # half of the books' batch takes half the time: a frame for each
EPOCHS = 20  # at most
MEASURED = 20  # batches between two measurements
FINE = 100  # of them for the last goal, which is epochs away
SHRINKS = 0.5  # the learning rate from epoch to epoch: at one that stays, the weights go on jumping around what is best
KEPT = 200  # batches between two checkpoints
TAKEN = 10  # of so many test digits one is read at each measurement: 1,000
MARGIN = 0.003  # a sample may read that much less than all: then all are counted
LATER = 5  # measurements before all are counted again
PART = 100  # test digits at a time, so that frames keep coming
MIDDLE = slice(4, 24)  # of 28 pixels, where the strokes are


@cache
def digits():
    return load_mnist(normalize=True, flatten=False, one_hot_label=True)


def lab(module, draw, settings):
    yield Note("loading")
    np.random.seed(draw.seed)
    run = Run(module.SimpleConvNet(), settings.lr, draw)
    run.go_on_from(settings.checkpoint)
    kept = run.done
    for _ in latest(count_seconds(steps(run), run.curves, time.process_time)):
        yield run.frame()
        if run.done - kept >= KEPT:
            kept = run.done
            yield Checkpoint(run.done, run.state())
    yield run.frame()
    yield Checkpoint(run.done, run.state())


def steps(run):
    """Batch after batch until the last goal is reached; a measurement is a few steps of its own."""
    for _ in range(run.done, EPOCHS * len(digits()[0][0]) // BATCH):
        if run.due():
            yield from run.measure()
            if len(run.reached) == len(GOALS):
                return
        run.learn()
        yield run.done
    yield from run.measure()
    yield from run.count()
    run.over = True


class Run:
    """A network with its optimizer, what has been measured of them, and what a frame shows."""

    def __init__(self, network, lr, draw):
        self.network, self.draw, self.optimizer = network, draw, Adam(lr=lr)
        self.done, self.order = 0, None  # batches, and the rows of this epoch
        self.waits = 0  # measurements before all are counted again
        self.counting = None  # digits looked at, those read correctly
        self.over = False
        self.reached = {}  # label -> the facts of a goal
        self.curves = {"digits": [], "share": [], "loss": [], "seconds": 0.0, "all": 0.0}
        for name, value in network.params.items():
            if name.startswith("W"):
                n_in = value[0].size if value.ndim == 4 else len(value)
                value[...] = np.sqrt(2 / n_in) * draw(name, value.shape)  # He: in place, as the layers hold this very array

    def learn(self):
        """One batch: every digit once an epoch, in an order that is the same wherever a run goes on."""
        (x, t), _ = digits()
        epoch, start = divmod(self.done * BATCH, len(x))
        if self.order is None or start == 0:
            self.order = self.draw.rng(f"order of epoch {epoch}").permutation(len(x))
        rows = self.order[start : start + BATCH]
        self.step(self.network.gradient(x[rows], t[rows]), SHRINKS**epoch)
        self.done += 1

    def step(self, gradients, share):
        """A share of the optimizer's step, as a lower learning rate makes it, whatever the optimizer calls its own."""
        params = self.network.params
        before = {name: value.copy() for name, value in params.items()}
        self.optimizer.update(params, gradients)
        for name, value in params.items():
            value[...] = before[name] + share * (value - before[name])

    def due(self):
        """Whether to measure now; not twice at the same place, where a run goes on there."""
        every = FINE if len(self.reached) == len(GOALS) - 1 else MEASURED
        return self.done % every == 0 and self.curves["digits"][-1:] != [self.done * BATCH]

    def measure(self):
        """The share of a sample that is read correctly; where that is near the next goal, all are counted."""
        x, t = (array[::TAKEN] for array in digits()[1])
        right, losses = 0, []
        for start in range(0, len(x), PART):
            part = slice(start, start + PART)
            scores = self.network.predict(x[part])
            right += int(np.sum(scores.argmax(axis=1) == t[part].argmax(axis=1)))
            losses.append(cross_entropy(scores, t[part]))
            yield self.done
        for name, value in (("digits", self.done * BATCH), ("share", right / len(x)), ("loss", float(np.mean(losses)))):
            self.curves[name].append(value)
        self.waits -= 1
        if self.waits <= 0 and right / len(x) >= self.goal - MARGIN:
            yield from self.count()

    def count(self):
        """All 10,000 test digits; a goal counts only by these."""
        x, t = digits()[1]
        self.counting = (0, 0)
        for start in range(0, len(x), PART):
            part = slice(start, start + PART)
            read = self.network.predict(x[part]).argmax(axis=1)
            self.counting = start + PART, self.counting[1] + int(np.sum(read == t[part].argmax(axis=1)))
            yield self.done
        self.curves["all"] = self.counting[1] / len(x)
        self.counting, self.waits = None, LATER
        for label, goal in GOALS:
            if self.curves["all"] >= goal and label not in self.reached:
                self.reached[label] = {**self.facts(), "share": self.curves["all"], "goal": goal}

    @property
    def goal(self):
        return next((goal for label, goal in GOALS if label not in self.reached), 1.0)

    def facts(self):
        return {"digits": self.done * BATCH, "seconds": self.curves["seconds"], "seed": self.draw.seed, "goal": self.goal}

    def state(self):
        """All that a run needs to go on as if nothing had happened, whatever the optimizer calls what it remembers."""
        return state_of(self.belongings())

    def belongings(self):
        mine = {"params": self.network.params, "optimizer": self.optimizer, "curves": self.curves, "reached": self.reached}
        return {**mine, "done": np.array([self.done, self.waits]), "random": np.random.get_state(legacy=False)}

    def go_on_from(self, checkpoint):
        """Where the optimizer has become another meanwhile, its numbers do not fit: then the run begins again."""
        if checkpoint is not None:
            try:
                found = restore(self.belongings(), checkpoint.arrays)
            except ValueError:
                return
            self.done, self.waits = (int(number) for number in found["done"])
            np.random.set_state(found["random"])

    def frame(self):
        told = [Note(label, facts) for label, facts in self.reached.items()]
        now = self.now()  # last: in the background its facts go before those of the goals
        return Board((*self.plots(), self.digit(), *told, *([now] if now else [])), columns=3)

    def now(self):
        """What is being done; None once there is no goal left."""
        if len(self.reached) == len(GOALS):
            return None
        if not self.curves["share"]:
            return Note("first")
        facts = {**self.facts(), "share": self.curves["share"][-1]}
        if self.over:
            return Note("ended", {**facts, "epochs": EPOCHS, "share": self.curves["all"]})
        if self.counting:
            return Note("counting", {**facts, "counted": self.counting[0], "right": self.counting[1]})
        return Note("running", {**facts, "loss": self.curves["loss"][-1]})

    def plots(self):
        at = np.array(self.curves["digits"])
        loss = Series("loss", at, np.array(self.curves["loss"]))
        read = Series("sample", at, np.array(self.curves["share"]))
        yield Lines((loss,), title="loss", x_label="digits", log_y=True)
        yield Lines((read,), title="read", x_label="digits", y_limits=(0.8, 1.0))

    def digit(self):
        """Another test digit in each frame, under what it is read as now."""
        x, t = digits()[1]
        number = self.done % len(x)
        read, label = self.network.predict(x[number : number + 1])[0].argmax(), t[number].argmax()
        title = f"{read}" if read == label else f"{read} != {label}"
        return Pixels(x[number, 0, MIDDLE, MIDDLE], title=title, low=0.0, high=1.0)


def cross_entropy(scores, t):
    """The mean loss of scores, (N, K), by their own softmax: `loss` would go through the network once more."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - np.sum(shifted * t, axis=1)))
