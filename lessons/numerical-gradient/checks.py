"""Runs against any module that defines numerical_gradient; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised, beyond
from engine.checking.observations import attempt
from engine.checking.pushes import Watched

ATOL = 5e-6  # any sensible h of a central difference passes; a one-sided one does not, as the first function bends strongly
BACK = 1e-12  # x is back, but for the rounding of x + h - h


def bent(x):
    return 10 * x[0] ** 2 + 20 * x[0] * x[1] + 30 * x[1] ** 2


def mixed(x):
    return np.sum(x**2) + np.prod(np.sin(x))


def checks(module, draw):
    for case, f, x in (
        ("10 x0^2 + 20 x0 x1 + 30 x1^2", bent, np.array([0.5, 0.25])),
        ("x0^2 + x1^2 at [3, 4]", lambda x: x[0] ** 2 + x[1] ** 2, np.array([3.0, 4.0])),
        ("five variables", mixed, draw("five", 5)),
        ("one variable", mixed, draw("one", 1)),
    ):
        yield from gradient(module, case, f, x)
    yield from looking_at_the_array(module, draw("W", 4))
    yield from put_back(module, np.array([0.1, 0.7, 1.3, -2.9, -0.3]))
    yield from beyond(gradient(module, "a matrix", mixed, draw("matrix", (2, 3))))
    yield from beyond(single_precision(module, draw("c", 4)))
    yield from beyond(whole_numbers(module))


def gradient(module, case, f, x):
    lent, watched = x.copy(), Watched(f, x)
    yield from outcome(case, attempt(lambda: module.numerical_gradient(watched, lent)), lent)
    yield from watched.told(f"{case}/gradient")


def outcome(case, result, lent):
    yield Observation(f"{case}/gradient/value", "forward", "same", result, 0.0, ATOL)
    if not isinstance(result, Raised):
        yield Observation(f"{case}/x afterwards/value", "purity", "same", lent, 0.0, BACK)


def put_back(module, x):
    """Taking h off again leaves the rounding of x + h - h in a weight; what was kept is there to the last bit."""
    lent = x.copy()
    if not isinstance(attempt(lambda: module.numerical_gradient(mixed, lent)), Raised):
        told = "the same" if np.array_equal(lent, x) else "off by rounding"
        yield Observation("put back/x, to the last bit/value", "purity", "same", told)


def looking_at_the_array(module, W):
    """Networks are differentiated like this: f does not use what it is given, but the array that it knows."""
    result = attempt(lambda: module.numerical_gradient(lambda _: mixed(W), W))
    yield from outcome("f looks at the array itself", result, W)


def single_precision(module, c):
    """Weights are often float32. From 0 on they move by h exactly enough; a float64 copy of them moves in their place."""
    W = np.zeros(4, np.float32)
    result = attempt(lambda: module.numerical_gradient(lambda _: c @ W, W))
    yield from outcome("f looks at a float32 array", result, W)


def whole_numbers(module):
    """The right gradient is welcome, and so is an error that refuses: nonsense is not."""
    result = attempt(lambda: module.numerical_gradient(lambda x: x[0] ** 2 + x[1] ** 2, np.array([6, 8])))
    if not (isinstance(result, Raised) and isinstance(result.error, TypeError | ValueError)):
        yield Observation("whole numbers/gradient/value", "forward", "same", result, 0.0, ATOL)
