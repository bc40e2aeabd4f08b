"""Runs against any module that defines BatchNormalization; yields what came out of forward, by name."""

import inspect

import numpy as np

from engine.checking import Observation, beyond, check_call, check_function
from engine.checking.normalization import check_running_statistics, statistics_in_use, varied_batch
from engine.checking.observations import attempt

D = 3
EPS = 2e-5  # of a value: what any eps from 1e-7 to 1e-5 may move
CONSTANT = 2.0


def checks(module, draw):
    for N in (5, 3, 8):
        yield from normalized(module, draw.at(f"xn of {N}"), f"N={N}, gamma 1, beta 0", (N, D))
    for N in (5, 3, 8):
        yield from training(module, draw.at(f"N={N}"), f"N={N}", (N, D))
    yield from constant(module, draw.at("constant feature"))
    yield from averages_given(module, draw.at("averages given"))
    yield from running(module, draw, "running")
    yield from running(module, draw, "momentum 0.6", momentum=0.6)
    yield from constant_in_test_mode(module, draw.at("constant feature"))
    yield from beyond(first_batch(module, draw.at("first batch")))
    yield from beyond(training(module, draw.at("images"), "images", (4, D, 2, 5)))


def normalized(module, source, case, shape):
    """As if gamma and beta were not there."""
    call = lambda x: module.BatchNormalization(np.ones(D), np.zeros(D)).forward(x)
    args = {"x": varied_batch(source, "x", shape)}
    return check_function(call, args=args, case=case, draw=source, variable="xn", rtol=EPS, atol=EPS)


def training(module, source, case, shape):
    args = {"gamma": (D,), "beta": (D,), "x": varied_batch(source, "x", shape)}
    call = lambda gamma, beta, x: module.BatchNormalization(gamma, beta).forward(x)
    return check_function(call, args=args, case=case, draw=source, rtol=EPS, atol=EPS)


def constant(module, source):
    """One feature is the same in every row: all that is left of it is beta, and nothing may be divided by 0."""
    layer, x = layer_and_batch(module, source)
    y = attempt(lambda: np.array(layer().forward(x)))
    yield from check_call(lambda: y, case="constant feature", variable="y", rtol=EPS, atol=EPS)
    yield from check_call(lambda: y[0, 1], case="constant feature", variable="y[0, 1]", rtol=EPS, atol=EPS)


def averages_given(module, source):
    """Test mode by itself, with running averages that were handed over; a constructor that takes none is not asked."""
    mean, var = 2 * source("mean", (D,)), 1 + source("var", (D,)) ** 2
    takes = {"running_mean", "running_var"} <= {*inspect.signature(module.BatchNormalization).parameters}

    def call(gamma, beta, x):
        if not takes:
            return gamma * (x - mean) / np.sqrt(var + 1e-6) + beta
        layer = module.BatchNormalization(gamma, beta, running_mean=mean.copy(), running_var=var.copy())
        return layer.forward(x, False)

    args = {"gamma": (D,), "beta": (D,), "x": varied_batch(source, "x", (4, D))}
    return check_function(call, args=args, case="averages given, test mode", draw=source, rtol=EPS, atol=EPS)


def first_batch(module, source):
    """Some take the first batch's statistics whole. The page's averages start at 0, and it counts as any other."""
    gamma, beta, x = 1 + source("gamma", (D,)) ** 2, source("beta", (D,)), varied_batch(source, "x", (6, D))

    def kept():
        layer = module.BatchNormalization(gamma, beta)
        layer.forward(x.copy())
        return statistics_in_use(layer, gamma, beta)[0]

    yield Observation("first batch/running mean/value", "forward", "same", attempt(kept), 1e-4, 1e-4)


def constant_in_test_mode(module, source):
    layer, x = layer_and_batch(module, source)

    def tested():
        built = layer()
        built.forward(x)
        return built.forward(x, False)

    yield Observation("constant feature, test mode/y/value", "forward", "like", attempt(tested))


def layer_and_batch(module, source):
    x, beta = varied_batch(source, "x", (6, D)), np.array([1.0, 0.5, -1.0])
    x[:, 1] = CONSTANT
    return lambda: module.BatchNormalization(np.full(D, 2.0), beta.copy()), x


def running(module, draw, case, **momentum):
    make = lambda gamma, beta: module.BatchNormalization(gamma, beta, **momentum)
    return check_running_statistics(make, features=D, case=case, draw=draw.at(case))
