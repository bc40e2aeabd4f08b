"""Runs against any module that defines find_bug; yields the names that it gives to networks with a planted fault."""

import numpy as np

from engine.checking import beyond, check_call
from engine.layers import Affine, Relu, Sigmoid

N, SIZES = 3, (4, 6, 5, 2)
CORNER = 0.02  # no input of the ReLU comes nearer to 0: differences must not reach over its corner
DRAWS = 100


class GateOpen(Relu):
    def backward(self, dout):
        return dout.copy()


class WeightsAveraged(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dx


class BiasAveraged(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=0)
        return dx


class Averaged(Affine):
    def backward(self, dout):
        return super().backward(dout / len(dout))


class DataAveraged(Affine):
    def backward(self, dout):
        return super().backward(dout) / len(dout)


class DoutIgnored(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.x.T @ np.ones_like(dout)
        return dx


class SlopeHalf(Sigmoid):
    def backward(self, dout):
        return dout * self.out


class Accumulated(Affine):
    def backward(self, dout):
        before = self.dW, self.db
        dx = super().backward(dout)
        if before[0] is not None:
            self.dW, self.db = self.dW + before[0], self.db + before[1]
        return dx


def checks(module, draw):
    yield from hunt(module, draw, "healthy", {})
    yield from hunt(module, draw, "network 0", {"Affine2": Averaged})
    yield from hunt(module, draw, "network 1", {"Relu1": GateOpen})
    yield from hunt(module, draw, "network 2", {"Affine2": WeightsAveraged})
    yield from hunt(module, draw, "network 3", {"Affine3": DoutIgnored})
    yield from hunt(module, draw, "network 4", {"Affine2": BiasAveraged})
    yield from hunt(module, draw, "network 5", {"Sigmoid1": SlopeHalf})
    yield from hunt(module, draw, "network 6", {"Affine1": DoutIgnored})
    yield from hunt(module, draw, "network 7", {"Affine2": DataAveraged})
    yield from beyond(hunt(module, draw, "gradients added up", {"Affine2": Accumulated}))


def hunt(module, draw, case, planted):
    kinds = {"Affine1": Affine, "Relu1": Relu, "Affine2": Affine, "Sigmoid1": Sigmoid, "Affine3": Affine} | planted
    layers, x = beside_the_corner(kinds, draw, case)
    dout = draw.at(case)("dout", (N, SIZES[-1]))

    def found():
        name = module.find_bug(layers, x, dout)
        return "None" if name is None else name  # a name like any other, and not a value that is missing

    yield from check_call(found, case=case, variable="name")


def beside_the_corner(kinds, draw, case):
    """A network and its input, the first drawn in which nothing lies on a corner."""
    for number in range(DRAWS):
        source = draw.at(case, number)
        layers, x = network(kinds, source), source("x", (N, SIZES[0]))
        if np.min(np.abs(layers["Affine1"].forward(x))) > CORNER:
            break
    return layers, x


def network(kinds, draw):
    layers = {}
    for name, kind in kinds.items():
        number = int(name[-1])
        arrays = (draw(f"W{number}", SIZES[number - 1 : number + 1]), draw(f"b{number}", SIZES[number]))
        layers[name] = kind(*arrays) if issubclass(kind, Affine) else kind()
    return layers
