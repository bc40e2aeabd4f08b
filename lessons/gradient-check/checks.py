"""Runs against any module that defines gradient_check; yields what it says of right gradients and of wrong ones."""

import numpy as np

from engine.checking import Observation, beyond, check_call

NOISE = 1e-5  # what a right gradient may come out as: h is the learner's to choose
RTOL = 1e-4
SMALL = 1e-4


def checks(module, draw):
    x, c = 0.7 + 0.4 * np.tanh(draw("x", 5)) ** 2, 1 + np.tanh(draw("c", 5)) ** 2
    x[1], c[1] = 1.4, 2.0  # the largest slope, and never the wrong one
    c *= [1, -1, 1, -1, 1]  # and below 0, so that sizes have to be taken without their sign
    f, grad = cubic(c), 3 * c * x**2
    wrong = grad - np.array([0, 0, 0.5, 0, 0])
    yield from check(module, "right", f, x, grad)
    yield from check(module, "one element too small", f, x, wrong)
    yield from check(module, "right, one slope 0", f, flat_at_first(x), 3 * c * flat_at_first(x) ** 2)
    yield from check(module, "one element too large", f, x, 2 * grad - wrong)
    yield from check(module, "small slopes, one wrong", cubic(SMALL * c), x, SMALL * wrong)
    yield from check(module, "sign turned round", f, x, -grad)
    yield from check(module, "grad all 0", f, x, 0 * grad)
    yield from check(module, "right, all 0", lambda x: 0.0, x, 0 * grad)
    yield from check(module, "numerical all 0", lambda x: 0.0, x, grad)
    yield from check(module, "grad twice as large", f, x, 2 * grad)
    yield from matrix(module, draw)
    yield from beyond(check(module, "grad of another shape", lambda x: 2 * np.sum(x), x, np.array(2.0)))


def matrix(module, draw):
    """Weights that f finds for itself, in a layer for example, and does not take from its argument."""
    W, c = draw("W", (3, 4)), 1 + np.abs(draw("c of W", (3, 4)))
    held = W.copy()

    def loss(_):
        return np.sum(c * held**3)

    grad = 3 * c * W**2
    yield from check(module, "matrix, right", cubic(c), W, grad)
    yield from check(module, "matrix that f holds itself", loss, held, grad)


def flat_at_first(x):
    """With x[0] = 0 the first slope is exactly 0, and its difference is not."""
    return x * np.array([0, 1, 1, 1, 1])


def cubic(c):
    return lambda x: np.sum(c * x**3)


def check(module, case, f, x, grad):
    before = x.copy()
    yield from check_call(
        lambda: module.gradient_check(f, x, grad.copy()), case=case, variable="error", rtol=RTOL, atol=NOISE
    )
    given_back = bool(np.allclose(x, before, rtol=0, atol=1e-12))
    x[...] = before
    yield Observation(f"{case}/x/unchanged", "purity", "same", given_back)
