"""Runs against any module that defines Neuron; yields what came out, by name."""

import numpy as np

from engine.checking import Draw, Observation, beyond, check_call, check_layer
from engine.checking.calls import draw_inputs

BY_HAND = {"x": 3.0, "w": 2.0, "b": float(np.log(4.0)) - 6.0}  # a = log 4, so that y = 0.8
CASES = {"t=0": 0.0, "t=1": 1.0, "t=0.3": 0.3, "t=0, other numbers": 0.0, "t=0, more numbers": 0.0}


def checks(module, draw):
    yield from neuron(module, draw, "by hand", 1.0, {name: np.array(value) for name, value in BY_HAND.items()})
    for case, t in CASES.items():
        yield from neuron(module, draw, case, t, dict.fromkeys(BY_HAND, ()))
    yield from beyond(neuron(module, draw, "three inputs", 1.0, {"x": (3,), "w": (3,), "b": ()}))


def neuron(module, draw, case, t, args):
    make = lambda w, b: Answered(module.Neuron(w, b), t)
    slope = yield from on_the_way(case, t, draw_inputs(args, draw.at(case)))
    error, from_one = None, FromOne(draw.seed, voter=draw.voter)
    for seen in check_layer(make=make, args=args, grads={"w": "dw", "b": "db"}, case=case, draw=from_one):
        if not seen.name.endswith(("/linear", "/dout/unchanged")):  # there is no dout
            yield seen._replace(name=seen.name.replace("/y/", "/L/"))  # what this layer gives is a loss
        if seen.name.endswith("/y/value") and t == 0:
            yield from told_by_loss(seen)
        if seen.name.endswith("/db/value") and is_number(seen.value):
            error = seen._replace(name=f"{case}/error/value", rule="same", rtol=1e-6, value=seen.value / slope)
    if error:  # last, as a reason for a gradient that is off
        yield error


def on_the_way(case, t, given):
    """What lies between x and L, not judged: by it a reason is found for what is off. Returns the slope of the sigmoid."""
    y = 1 / (1 + np.exp(-(np.sum(given["w"] * given["x"]) + given["b"])))
    known = {**given, "t": t, "da": (y - t) * y * (1 - y)} | ({"y": y} if t else {})
    for name, value in known.items():
        yield Observation(f"{case}/{name}/value", "forward", "shown", value)
    return y * (1 - y)


def told_by_loss(seen):
    """Where t is 0, L tells y, and y tells a: by them a reason is found for a loss that is off."""
    if is_number(seen.value) and seen.value > 0:
        y = np.sqrt(2 * seen.value)
        yield seen._replace(value=y)
        if y < 1:
            yield seen._replace(name=seen.name.replace("/y/", "/a/"), value=np.log(y / (1 - y)))


def is_number(value):
    return isinstance(value, np.ndarray | np.generic | float) and np.ndim(value) == 0


class Answered:
    """A neuron whose right answer is settled: a layer of x alone. L is the end, so its own dout is 1."""

    def __init__(self, neuron, t):
        vars(self)["__neuron"], vars(self)["__t"] = neuron, t  # hidden where the learner's attributes are listed

    def forward(self, x):
        return vars(self)["__neuron"].forward(x, vars(self)["__t"])

    def backward(self, dout):
        neuron = vars(self)["__neuron"]
        dx = neuron.backward()
        vars(self).update(vars(neuron))
        return dx


class FromOne(Draw):
    """Draws as any other does, and begins the way back with 1."""

    def at(self, case, attempt=0):
        return FromOne(self.seed, case, attempt, self.voter)

    def __call__(self, name, shape):
        return np.ones(shape) if name == "dout" else super().__call__(name, shape)
