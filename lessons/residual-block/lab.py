"""A gradient on its way back through twenty layers, with the learner's skips and without; then both networks learn."""

from functools import cache

import numpy as np
from mine import Affine, Relu, SoftmaxWithLoss

from engine.datasets import load_mnist
from engine.figures import Board, Lines, Note, Series
from engine.training.live import latest

DEPTH = 20
WIDTH = 40
BATCH = 50
LR = 0.02
SMOOTH = 0.9  # of the loss of a batch, which is noisy
MOST = 20.0  # of a loss: beyond it nothing comes back
LEAST = 1e-30  # an axis of powers of ten has no place for 0
NORMS = (1e-8, 10.0)  # of the axis, so that it stays the same while both learn


@cache
def digits():
    return load_mnist(normalize=True, flatten=True, one_hot_label=True)


def lab(module, draw, settings):
    yield Note("loading")
    (x, t), (x_test, t_test) = digits()
    rows = draw.rng("rows").permutation(len(x))
    plain = Stack("plain", lambda layers: Chain(layers), draw, settings.scale)
    skipping = Stack("skips", lambda layers: module.Residual(layers), draw, settings.scale)
    both = (plain, skipping)
    for stack in both:
        stack.back(x[rows[:BATCH]], t[rows[:BATCH]])
    for reached in range(DEPTH, 0, -1):
        yield Board((norms(both, reached), Note("walking", facts(both, reached))), columns=1)
    for done in latest(training(both, x, t, rows, int(settings.batches))):
        yield Board((norms(both, 1), losses(both), Note("learning", {"batch": done, **facts(both, 1)})), columns=2)
    if done < settings.batches:
        yield Board((norms(both, 1), losses(both), Note("exploded", {"batch": done, **facts(both, 1)})), columns=2)
        return
    read = {f"read_{stack.name}": stack.share_read(x_test[:2000], t_test[:2000]) for stack in both}
    yield Board((norms(both, 1), losses(both), Note("learned", {"batch": done, **read, **facts(both, 1)})), columns=2)


def training(both, x, t, rows, batches):
    for done in range(1, batches + 1):
        some = rows[(done - 1) * BATCH : done * BATCH]
        for stack in both:
            stack.back(x[some], t[some])
            stack.step(done)
        yield done
        if not max(stack.losses[-1] for stack in both) < MOST:
            return


def norms(both, reached):
    """The length of the gradient at the input of each layer, from the last one back to `reached`."""
    places = np.arange(reached, DEPTH + 1)
    series = tuple(Series(stack.name, places, np.array(stack.norms[reached - 1 :])) for stack in both)
    limits = (1.0, float(DEPTH))
    return Lines(series, title="norm", x_label="layer", log_y=True, x_limits=limits, y_limits=NORMS)


def losses(both):
    series = tuple(Series(stack.name, np.arange(len(stack.losses)), np.array(stack.losses)) for stack in both)
    return Lines(series, title="loss", x_label="batches")


def facts(both, layer):
    told = {name: stack.norms[layer - 1] for name, stack in zip(("plain", "skips"), both, strict=True)}
    return {"layer": layer, **told, "loss_plain": both[0].losses[-1], "loss_skips": both[1].losses[-1]}


class Chain:
    """The same layers without a skip."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout


class Stack:
    """Digits, an Affine to 40 numbers, twenty blocks of Relu and Affine, an Affine to ten scores. The start is the same."""

    def __init__(self, name, wrap, draw, scale):
        self.name = name
        self.first = affine(draw, "first", 784, WIDTH, 1.0)
        self.inner = [affine(draw, f"layer {k}", WIDTH, WIDTH, scale) for k in range(DEPTH)]
        self.blocks = [wrap([Relu(), inner]) for inner in self.inner]
        self.end = affine(draw, "end", WIDTH, 10, 0.2)
        self.last = SoftmaxWithLoss()
        self.norms, self.losses = [], [float(np.log(10))]

    def predict(self, x):
        x = self.first.forward(x)
        for block in self.blocks:
            x = block.forward(x)
        return self.end.forward(x)

    def back(self, x, t):
        """The loss, and the gradient through all layers; its length at the input of each."""
        self.loss = float(self.last.forward(self.predict(x), t))
        dout = self.end.backward(self.last.backward(1))
        found = []
        for block in reversed(self.blocks):
            dout = block.backward(dout)
            found.append(max(float(np.linalg.norm(dout)), LEAST))
        self.norms = found[::-1]
        self.first.backward(dout)

    def step(self, _):
        self.losses.append(SMOOTH * self.losses[-1] + (1 - SMOOTH) * self.loss)
        for layer in (self.first, *self.inner, self.end):
            layer.W -= LR * layer.dW
            layer.b -= LR * layer.db

    def share_read(self, x, t):
        return float(np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1)))


def affine(draw, name, n_in, n_out, scale):
    """He's standard deviation, times a scale."""
    return Affine(scale * np.sqrt(2 / n_in) * draw(name, (n_in, n_out)), np.zeros(n_out))
