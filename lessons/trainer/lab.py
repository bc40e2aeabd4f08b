"""The learner's Trainer and optimizer train the learner's network on the spiral, an epoch after the other, to the goal."""

import time

import mine
import numpy as np

from engine.datasets import load_spiral
from engine.figures import Board, Checkpoint, Lines, Note, Pixels, Series
from engine.training.live import latest

GOAL = 0.9  # of the 300 points; a straight line through the middle gets a good half of them at best
SIDE = 49  # rows and columns of the surface
EDGE = 1.1
AXES = {"x_limits": (-EDGE, EDGE), "y_limits": (-EDGE, EDGE), "x_label": "x1", "y_label": "x2"}
SHOWN = 10  # one point in so many is drawn
KEPT = 25  # epochs between two checkpoints
CURVES = ("loss", "accuracy", "seconds")


class Listed:
    """Any of the course's networks as a Trainer wants it: forward, backward, two lists. The arrays are the network's own."""

    def __init__(self, network):
        self.network = network
        self.params = list(network.params.values())
        self.grads = [np.zeros_like(p) for p in self.params]

    def forward(self, x, t):
        self.x, self.t = x, t
        return self.network.loss(x, t)

    def backward(self, dout=1):
        found = self.network.gradient(self.x, self.t)
        for grad, name in zip(self.grads, self.network.params, strict=True):
            grad[...] = found[name]

    def predict(self, x):
        return self.network.predict(x)


def lab(module, draw, settings):
    x, t = load_spiral(one_hot_label=True, dtype=np.float64)
    np.random.seed(draw.seed)
    model = network(int(settings.hidden))
    curves, done = restored(model, settings.checkpoint)
    if not done:
        yield Board((*pictures(model, x, t, curves), Note("start", {"accuracy": accuracy(model, x, t)})), columns=2)
    trainer = module.Trainer(model, mine.SGD(lr=settings.lr))
    epochs = int(settings.epochs)
    for _ in latest(training(trainer, model, x, t, curves, range(done, epochs), settings)):
        facts = {"epoch": len(curves["loss"]), "epochs": epochs, **last(curves)}
        yield Board((*pictures(model, x, t, curves), Note("running", facts)), columns=2)
        if len(curves["loss"]) % KEPT == 0:
            yield Checkpoint(len(curves["loss"]), kept(model, curves))
    yield Board((*pictures(model, x, t, curves), end(curves, epochs, settings, draw.seed)), columns=2)


def network(hidden):
    """The learner's own: Book 2's form as it is, Book 1's with two lists beside it."""
    made = mine.TwoLayerNet(2, hidden, 3)
    return Listed(made) if isinstance(made.params, dict) else made


def training(trainer, model, x, t, curves, epochs, settings):
    """One `fit` of a single epoch after the other; every loss is kept, and their mean is the epoch's."""
    for epoch in epochs:
        before, started = len(trainer.loss_list), time.perf_counter()
        trainer.fit(x, t, max_epoch=1, batch_size=int(settings.batch), eval_interval=1)
        passed = time.perf_counter() - started
        curves["seconds"].append((curves["seconds"] or [0.0])[-1] + passed)
        curves["loss"].append(float(np.mean(trainer.loss_list[before:] or [np.nan])))
        curves["accuracy"].append(accuracy(model, x, t))
        yield epoch + 1


def accuracy(model, x, t):
    return float(np.mean(np.argmax(model.predict(x), axis=1) == np.argmax(t, axis=1)))


def last(curves):
    return {name: values[-1] for name, values in curves.items()}


def restored(model, checkpoint):
    """The curves and the number of epochs done; the parameters filled in place."""
    if checkpoint is None:
        return {name: [] for name in CURVES}, 0
    for number, p in enumerate(model.params):
        p[...] = checkpoint.arrays[f"p{number}"]
    return {name: list(checkpoint.arrays[name]) for name in CURVES}, checkpoint.step


def kept(model, curves):
    """Copies, as training goes on in the arrays themselves."""
    params = {f"p{number}": p.copy() for number, p in enumerate(model.params)}
    return params | {name: np.array(values) for name, values in curves.items()}


def pictures(model, x, t, curves):
    epochs = np.arange(1, len(curves["loss"]) + 1)
    loss = Series("loss", epochs, np.array(curves["loss"]))
    return surface(model, x, t), Lines((loss,), title="loss", x_label="epochs", y_limits=(0.0, 1.4))


def surface(model, x, t):
    """Which class the network gives each place, with some of the points on top."""
    ticks = np.linspace(-EDGE, EDGE, SIDE)
    places = np.stack(np.meshgrid(ticks, -ticks), axis=-1).reshape(-1, 2)
    classes = np.argmax(model.predict(places), axis=1).reshape(SIDE, SIDE)
    cell = lambda value: round((value + EDGE) / (2 * EDGE) * (SIDE - 1))
    pairs = zip(x[::SHOWN], np.argmax(t, axis=1)[::SHOWN], strict=True)
    points = tuple((cell(-float(at[1])), cell(float(at[0])), int(kind)) for at, kind in pairs)
    return Pixels(classes, title="surface", palette="classes", points=points, **AXES)


def end(curves, epochs, settings, seed):
    facts = {"epochs": epochs, "updates": epochs * -(-300 // int(settings.batch)), "seed": seed, **last(curves)}
    return Note("solved" if facts["accuracy"] >= GOAL else "unsolved", facts)
