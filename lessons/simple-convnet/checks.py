"""Runs against any module that defines SimpleConvNet; yields what came out, by name."""

import numpy as np

from engine.checking import check_call, check_network
from engine.checking.networks import METHODS, NetworkCase
from engine.checking.observations import Observation, attempt, beyond, reset_random
from engine.checking.starts import size_of_draws

HIDDEN, K = 5, 4
PLAIN = {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 1}
PADDED = {"filter_num": 3, "filter_size": 3, "pad": 2, "stride": 1}
STRIDED = {"filter_num": 2, "filter_size": 2, "pad": 1, "stride": 2}
MANY = {"filter_num": 80, "filter_size": 5, "pad": 0, "stride": 1}  # numbers enough to tell the spread of random weights
SHUT = {"b1": 1.2}  # so that in about half of the windows even the largest number is negative
SCORES = {name: method for name, method in METHODS.items() if name != "accuracy"}  # the page's needs whole batches


def checks(module, draw):
    yield from network(module, draw, "one channel", 6, (1, 6, 6), PLAIN)
    yield from network(module, draw, "two channels, pad 2, one image", 1, (2, 4, 4), PADDED)
    yield from network(module, draw, "three channels, pad 1, stride 2", 4, (3, 6, 6), STRIDED)
    yield from reading(module, draw, "200 images", 200, {})
    yield from reading(module, draw, "batch_size=4", 12, {"batch_size": 4})
    yield from start(module)
    yield from left_out(module)
    yield from network(module, draw, "labels", 4, (1, 6, 6), PLAIN, labels=True, beyond=True)
    yield from network(module, draw, "pixels left over", 4, (1, 7, 7), PLAIN, beyond=True)
    yield from network(module, draw, "higher than wide", 4, (1, 8, 6), PLAIN, beyond=True)
    yield from beyond(reading(module, draw, "a last batch that is not full", 7, {"batch_size": 4}))


def network(module, draw, case, N, input_dim, conv_param, *, labels=False, beyond=False):
    x = draw(f"x of {case}", (N, *input_dim))
    t = (draw.labels if labels else draw.one_hot)(f"t of {case}", N, K)
    make = lambda: module.SimpleConvNet(input_dim, dict(conv_param), HIDDEN, K)
    return check_network(make=make, x=x, t=t, case=case, draw=draw, lowered=SHUT, methods=SCORES, beyond=beyond)


def reading(module, draw, case, N, named):
    """The share that drawn weights read as a first guess of ours says: every other image is labelled as it is read."""
    input_dim = (1, 4, 4)
    source = draw.at(f"reading {case}")
    net = NetworkCase(lambda: module.SimpleConvNet(input_dim, dict(PLAIN), HIDDEN, K), source("x", (N, *input_dim)), None)

    def share():
        built = net.holding(net.weights(source))
        read = np.argmax(built.predict(net.x.copy()), axis=1)
        labels = (read + np.arange(N) % 2) % K
        return built.accuracy(net.x.copy(), np.eye(K)[labels], **named)

    return check_call(share, case=case, variable="accuracy")


def start(module):
    """How large the first weights are, of the size that was asked for; biases begin at 0. No pixels are left over here."""

    def params():
        reset_random()
        return module.SimpleConvNet((3, 8, 8), dict(MANY), 60, 80, weight_init_std=0.03).params

    made = attempt(params)
    for name in ("W1", "W2", "W3"):
        yield from check_call(lambda name=name: np.std(made[name]), case="start", variable=f"{name}.std()", rtol=0.1)
    for name in ("b1", "b2", "b3"):
        yield from check_call(lambda name=name: np.abs(made[name]), case="start", variable=name)
    for name in ("W1", "W2", "W3"):  # the rules of He and Xavier are too near to one another for so wide a tolerance
        size = lambda name=name: size_of_draws([made[name]])
        yield from check_call(size, case="start", variable=f"power of 2 nearest to {name}.var() * inputs")


def left_out(module):
    """SimpleConvNet() takes digits of MNIST: what the arguments are where none is given."""

    def params():
        reset_random()
        return module.SimpleConvNet().params

    made = attempt(params)
    for name in ("W1", "b1", "b2", "W3", "b3"):
        value = attempt(lambda name=name: made[name])
        yield Observation(f"no arguments/{name}/shape", "contract", "like", value)
    shape = lambda: np.array(made["W2"].shape)  # as numbers: its 432,000 weights would be sent with it
    yield from check_call(shape, case="no arguments", variable="W2.shape", rtol=0.0)
    yield from check_call(lambda: np.std(made["W2"]), case="no arguments", variable="W2.std()", rtol=0.05)
