"""Runs against any module that defines Residual: blocks of smooth layers, then one that ends with the learner's own Relu."""

import mine
import numpy as np

from engine.checking import beyond, check_call, check_layer

CASES = {"N=3": (3, 4), "N=1": (1, 4), "images": (2, 3, 5, 4)}  # the last axis goes through the products
HIDDEN = 6


def checks(module, draw):
    for case, shape in CASES.items():
        yield from block(module, draw, case, shape, lambda source: three_layers(source))
    yield from block(module, draw, "one layer", (3, 4), lambda source: [Product(source("W", (4, 4)))])
    yield from inside(module, draw)
    own = getattr(module, "Relu", mine.Relu)
    yield from block(module, draw, "your Relu last", (3, 4), lambda source: [Product(source("W", (4, 4))), own()])
    writing = block(
        module, draw, "a layer that writes into dout", (3, 4), lambda source: [Product(source("W", (4, 4))), Gate()]
    )
    yield from beyond(writing)


def block(module, draw, case, shape, layers):
    source = draw.at(case)
    return check_layer(make=lambda: module.Residual(layers(source)), args={"x": shape}, case=case, draw=draw)


def three_layers(source):
    return [Product(source("W1", (4, HIDDEN))), Bend(), Product(source("W2", (HIDDEN, 4)))]


def inside(module, draw):
    """The gradients that the layers in the block are left with: they are what an optimizer takes."""
    case = "inside the block"
    source = draw.at(case)
    x, dout = source("x", (3, 4)), source("dout", (3, 4))

    def held(place):
        layers = three_layers(source)
        built = module.Residual(layers)
        built.forward(x.copy())
        built.backward(dout.copy())
        return layers[place].dW

    for place, name in {2: "dW of the last layer", 0: "dW of the first layer"}.items():
        yield from check_call(lambda place=place: held(place), case=case, variable=name)


# --- layers to put into a block: smooth ones, whose slopes have no kinks ---


class Product:
    """y = x W along the last axis"""

    def __init__(self, W):
        self.W = W

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, dout):
        self.dW = self.x.reshape(-1, len(self.W)).T @ dout.reshape(-1, self.W.shape[1])
        return dout @ self.W.T


class Bend:
    """y = tanh(x)"""

    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y**2)


class Gate:
    """The rectifier in the way of those who save an array: its backward writes into dout."""

    def forward(self, x):
        self.shut = x <= 0
        return np.where(self.shut, 0, x)

    def backward(self, dout):
        dout[self.shut] = 0
        return dout
