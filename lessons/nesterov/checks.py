"""Runs against any module that defines Nesterov; yields what came out, by name.

There are two ways to write it. A linear rule makes the steps of the newer form of those of the older one, so either is
judged by the same numbers.
"""

import numpy as np

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady
from engine.checking.observations import attempt
from engine.checking.optimizers import step_on

LR, MOMENTUM = 0.1, 0.8


def checks(module, draw):
    given = lambda: module.Nesterov(lr=LR, momentum=MOMENTUM)
    read = as_newer(LR, MOMENTUM) if is_older(given) else lambda change, _: change
    yield from check_optimizer(given, case="lr=0.1, momentum=0.8", draw=draw, read=read)
    read = as_newer(0.01, 0.9) if is_older(given) else lambda change, _: change
    yield from check_optimizer(
        lambda: module.Nesterov(), case="left out", draw=draw, steps=2, title="default change", read=read
    )
    yield from check_steady(lambda: module.Nesterov(lr=0.1), is_beyond=True)
    yield from check_keys(lambda: module.Nesterov())
    yield from check_other_containers(given)


def is_older(given):
    """Whether the first step on a slope of 1 is the older form's."""
    first = attempt(lambda: step_on(given, [np.ones(1)])[0])
    return bool(attempt(lambda: np.allclose(first, -LR * (1 + MOMENTUM + MOMENTUM**2))) is True)


def as_newer(lr, momentum):
    return lambda change, grad: (change + lr * grad) / momentum
