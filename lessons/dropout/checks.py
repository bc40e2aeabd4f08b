"""Runs against any module that defines Dropout; yields what came out, by name.

What is dropped is chance, and where numbers are scaled is a convention. So no value of y is compared: only how much is
dropped, that training and test mode agree on average, and that backward does to dout what forward did to x.
"""

import numpy as np

from engine.checking import Observation, check_call
from engine.checking.observations import attempt, reset_random, same_bytes

MANY = (40, 60)  # numbers enough for the share that is kept, to one decimal
WHOLE = 1e-6


def checks(module, draw):
    yield from small(module, draw.at("small"))
    for case, given in {"ratio 0.3": (0.3,), "ratio left out": (), "ratio 0.8": (0.8,)}.items():
        yield from chance(lambda given=given: module.Dropout(*given), draw.at(case), case, given[0] if given else 0.5)


def small(module, source):
    """The shapes of both modes, and that forward leaves x alone."""
    x = source("x", (6, 8))  # of so many numbers some are dropped wherever the random numbers begin
    lent = x.copy()
    layer = attempt(lambda: module.Dropout(0.3))
    reset_random()
    y = attempt(lambda: layer.forward(lent))
    yield Observation("small/y/value", "forward", "like", y)
    yield Observation("small/x/unchanged", "purity", "same", same_bytes(x, lent))
    tested = attempt(lambda: layer.forward(x.copy(), False))
    yield Observation("small/y in test mode/value", "forward", "like", tested)


def chance(make, source, case, ratio):
    x = 1 + source.rng("x").random(MANY)  # no 0 but where one was dropped
    dout = 1 + source.rng("dout").random(MANY)
    reset_random()
    layer = attempt(make)
    y = attempt(lambda: np.array(layer.forward(x.copy())))
    dx = attempt(lambda: np.array(layer.backward(dout.copy())))
    again = attempt(lambda: np.array(layer.forward(x.copy())))
    tested = attempt(lambda: np.array(layer.forward(x.copy(), False)))
    told = {
        "share kept": lambda: round(float(np.mean(y != 0)), 1),
        "mask": lambda: pattern(y != 0),
        "mask of the next call": lambda: next_mask(y != 0, again != 0),
        "factors in training": lambda: count(y[y != 0] / x[y != 0]),
        "share kept in test mode": lambda: round(float(np.mean(tested != 0)), 1),
        "factors in test mode": lambda: count(tested / x),
    }
    for variable, value in told.items():
        yield from check_call(value, case=case, variable=variable, atol=WHOLE)
    agreement = attempt(lambda: agreeing(factor(y, x) * (1 - ratio), factor(tested, x)))
    yield Observation(f"{case}/y in test mode/mixture", "forward", "same", agreement)
    nearer = lambda: min((factor(y, x), factor(tested, x)), key=lambda one: abs(one - 1))
    yield from check_call(lambda: round(nearer(), 6), case=case, variable="the factor nearer to 1", atol=WHOLE)
    yield Observation(f"{case}/dx/value", "gradient", "like", attempt(lambda: shape_only(dx)))
    made = attempt(lambda: f"{multiple(dx / dout, y / x)}, {way_back(y != 0, dx != 0)}")
    yield Observation(f"{case}/dx/mixture", "gradient", "same", made)


def agreeing(trained, tested):
    """How test mode goes with what training gives on average."""
    if abs(trained - tested) < WHOLE:
        return "what training gives on average"
    return f"{tested:.4g} * x, where training gives {trained:.4g} * x on average"


def multiple(back, forth):
    """What dout is multiplied by where gradients pass, beside what x was multiplied by."""
    kept = (forth != 0) & (back != 0)
    ratios = back[kept] / forth[kept] if kept.any() else back[back != 0]
    if not len(ratios) or np.ptp(ratios) > WHOLE:
        return "something else than dout times a factor"
    if not kept.any():
        return "dout"
    return "dout * (y / x)" if abs(ratios[0] - 1) < WHOLE else f"{ratios[0]:.4g} * dout * (y / x)"


def way_back(kept, passed):
    """Where gradients pass, told by what forward kept."""
    if passed.all():
        return "everywhere"
    if np.array_equal(kept, passed):
        return "where y was kept"
    return "where y was dropped" if np.array_equal(~kept, passed) else "in other places than those kept"


def shape_only(dx):
    """Zeros of its shape: the numbers hang on chance."""
    return np.zeros_like(dx) if np.isfinite(dx).all() else dx


def pattern(kept):
    """Whether each number is dropped by itself."""
    if np.array_equal(kept, np.broadcast_to(kept[:1], kept.shape)) and not kept.all():
        return "one for all rows"
    if np.array_equal(kept, np.broadcast_to(kept[:, :1], kept.shape)) and not kept.all():
        return "whole rows"
    return "each number by itself"


def next_mask(first, second):
    """Whether a layer draws again: it does not with a generator that is made with one seed in each forward."""
    return "the first one again" if np.array_equal(first, second) else "drawn again"


def count(ratios):
    """How many different factors there are."""
    return len(np.unique(np.round(ratios, 6)))


def factor(y, x):
    """What the numbers that are kept are multiplied by."""
    return float(np.median((y / x)[y != 0]))
