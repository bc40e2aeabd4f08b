"""Six networks learn the same spiral, five with a fault planted in one layer: curves to read, then find_bug to ask."""

import numpy as np

from engine.datasets import load_spiral
from engine.figures import Board, Lines, Note, Series
from engine.layers import Affine, Relu, Sigmoid, SoftmaxWithLoss

VIEWS = ("watch", "ask")
FRAMES, STEPS = 30, 20  # frames, and steps of learning from one to the next
SIZES = (2, 30, 30, 3)


class GateOpen(Relu):
    def backward(self, dout):
        return dout.copy()


class WeightsAveraged(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dx


class DoutIgnored(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.x.T @ np.ones_like(dout) / dout.size
        return dx


class SlopeHalf(Sigmoid):
    def backward(self, dout):
        return dout * self.out


class SignTurned(Affine):
    def backward(self, dout):
        return -super().backward(dout)


PLANTED = (
    {},
    {"Sigmoid1": SlopeHalf},
    {"Affine2": DoutIgnored},
    {"Relu1": GateOpen},
    {"Affine3": SignTurned},
    {"Affine1": WeightsAveraged},
)


def lab(module, draw, settings):
    x, t = load_spiral(dtype=np.float64)
    hunted = Network(draw, PLANTED[int(settings.network)])
    if settings.view == VIEWS.index("ask"):
        yield found(module, draw, hunted, x)  # a wrong backward is wrong before any learning
    else:
        yield from watched(Network(draw, {}), hunted, x, t, settings)


def watched(healthy, hunted, x, t, settings):
    """Both learn, frame after frame; which layer it is, nobody says here: that is for the learner to guess."""
    for number in range(1, FRAMES + 1):
        for _ in range(STEPS):
            healthy.step(x, t, settings.lr)
            hunted.step(x, t, settings.lr)
        told = Note("running", {"steps": number * STEPS, "healthy": healthy.losses[-1], "this": hunted.losses[-1]})
        yield Board((plot(healthy, hunted), told), columns=1)


class Network:
    """Two networks with the same draw start from the same weights. losses: the mean loss after each step."""

    def __init__(self, draw, planted):
        kinds = {"Affine1": Affine, "Relu1": Relu, "Affine2": Affine, "Sigmoid1": Sigmoid, "Affine3": Affine} | planted
        self.layers, self.last, self.losses = {}, SoftmaxWithLoss(), []
        for name, kind in kinds.items():
            self.layers[name] = kind(*self.weights(draw, int(name[-1]))) if name.startswith("Affine") else kind()

    @staticmethod
    def weights(draw, number):
        rows, columns = SIZES[number - 1], SIZES[number]
        return draw(f"W{number}", (rows, columns)) * np.sqrt(2 / rows), np.zeros(columns)

    def step(self, x, t, lr):
        for layer in self.layers.values():
            x = layer.forward(x)
        self.losses.append(float(self.last.forward(x, t)))
        dout = self.last.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
            if isinstance(layer, Affine):
                layer.W -= lr * layer.dW
                layer.b -= lr * layer.db


def plot(healthy, hunted):
    steps = np.arange(1, len(healthy.losses) + 1)
    curves = (Series("healthy", steps, np.array(healthy.losses)), Series("this", steps, np.array(hunted.losses)))
    return Lines(curves, title="loss", x_label="steps", log_y=True, y_limits=(0.03, 20.0), x_limits=(0.0, FRAMES * STEPS))


def found(module, draw, network, x):
    """What the learner's find_bug says of a few rows of the data, near no corner of the ReLU."""
    rows = [row for row in x[::29] if np.min(np.abs(network.layers["Affine1"].forward(row[None]))) > 1e-3][:5]
    name = module.find_bug(network.layers, np.array(rows), draw("dout", (len(rows), SIZES[-1])))
    return Note("nothing" if name is None else "found", {"name": str(name)})
