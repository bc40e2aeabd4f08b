"""Runs against any module that defines BatchNormalization; yields what came out of forward, by name."""

import numpy as np

from engine.checking import Observation, beyond, check_call, check_function
from engine.checking.normalization import kept_variances, mixture, statistics_in_use, varied_batch
from engine.checking.observations import attempt

D = 3
EPS = 2e-5  # of a value: what any eps from 1e-7 to 1e-5 may move
ROWS = (5, 7, 4, 6)  # of the batches that running averages are made of
CONSTANT = 2.0


def checks(module, draw):
    for N in (5, 3, 8):
        yield from normalized(module, draw.at(f"xn of {N}"), f"N={N}, gamma 1, beta 0", (N, D))
    for N in (5, 3, 8):
        yield from training(module, draw.at(f"N={N}"), f"N={N}", (N, D))
    yield from constant(module, draw.at("constant feature"))
    yield from running(module, draw.at("running"), "running")
    yield from running(module, draw.at("running"), "momentum 0.6", momentum=0.6)
    yield from constant_in_test_mode(module, draw.at("constant feature"))
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


def running(module, source, case, **momentum):
    """How the running averages are made. Where they start, and whether the variance counts N or N - 1, is free."""
    gamma, beta = 1.5 + 0.5 * np.tanh(source("gamma", (D,))), source("beta", (D,))
    batches = [varied_batch(source, f"batch {k}", (N, D)) for k, N in enumerate(ROWS)]

    def states():
        layer = module.BatchNormalization(gamma.copy(), beta.copy(), **momentum)
        for x in batches:
            layer.forward(x.copy())
            found.append(statistics_in_use(layer, gamma, beta))
        tested.append(layer.forward(batches[0].copy(), False))
        return [*found, statistics_in_use(layer, gamma, beta)]

    found, tested = [], []
    reached = attempt(states)
    y = attempt(lambda: reached and tested[0])
    yield Observation(f"{case}/y in test mode/value", "forward", "like", y)
    yield from check_call(lambda: gap(reached), case=case, variable="change by a call in test mode", atol=1e-6)
    for which, name in enumerate(("mean", "var")):
        made = attempt(lambda which=which: mixed([state[which] for state in reached[:-1]], kept(batches[1:], which)))
        yield Observation(f"{case}/running {name}/mixture", "forward", "same", made)


def gap(states):
    """How far two answers in a row are apart that go by the same statistics."""
    one, other = np.array(states[-2]), np.array(states[-1])
    return float(np.max(np.where(np.isfinite(one), np.abs(one - other), 0)))


def kept(batches, which):
    """What may be mixed in of each batch: its mean, or one of two variances."""
    news = [kept_variances(x) if which else (x.mean(axis=0),) for x in batches]
    return zip(*news, strict=True)


def mixed(states, choices):
    """The mixture by which each state follows from the one before it."""
    found = (mixture(states[:-1], news, states[1:]) for news in choices)
    last = ", ".join(f"{value:.4g}" for value in states[-1])
    return next((made for made in found if made), f"no mixture of old and new (it ends at {last})")
