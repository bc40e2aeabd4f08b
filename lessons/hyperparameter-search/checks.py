"""Runs against any module that defines log_uniform; yields what came out, by name.

Nobody can say which numbers a right answer draws. What can be said of every right answer: one number at a time, within the
range, as many in each power of ten, also within one, and never the same again.
"""

import numpy as np

from engine.checking import Observation, Raised, check_call
from engine.checking.observations import attempt, reset_random

DRAWS = 2000
ENDS = (0.004, 0.03, 0.5, 7.0, 20.0)
AGAIN = 20  # draws by a generator in the same state
ROUNDING = 1e-9  # of a number: 10 ** log10(low) need not be low to the last digit
NEAR = 0.5  # of the middle draw: five standard deviations of the difference of two such middles, and more
AT_THE_END = 0.05  # of the smallest draw, which is farther from low less than once in 1e8
STRAY = 0.45  # of a share: more than six standard deviations of what chance does to 2000 draws in 8 boxes


def checks(module, draw):
    yield from drawn_right(module, draw, "0.02 to 3", 0.02, 3.0)
    yield from drawn_right(module, draw, "1e-6 to 1e-2", 1e-6, 1e-2, decades=4)
    yield from alone(module)


def alone(module):
    """Between two equal ends there is one number; several of them show what another base makes of each."""

    def between(end):
        return module.log_uniform(end, end, np.random.default_rng(0))

    yield from check_call(lambda: between(1e-3), case="low = high", variable="v")
    yield from check_call(lambda: exponents(between), case="low = high, five times", variable="log10(v)")


def exponents(between):
    """(5,): of another base than ten they are a multiple of what they should be."""
    with np.errstate(invalid="ignore"):
        return np.log10([between(end) for end in ENDS])


def drawn_right(module, draw, case, low, high, decades=0):
    """One draw looked at closely, then many of them together."""
    reset_random()
    first = attempt(lambda: module.log_uniform(low, high, draw.rng(case)))
    yield Observation(f"{case}/v/value", "forward", "like", first)
    if isinstance(first, Raised) or np.shape(first) != ():
        return
    values = attempt(lambda: many(module, draw, case, low, high))
    if isinstance(values, Raised):
        yield Observation(f"{case}/v/again", "forward", "same", values)
        return
    yield from count(case, f"number of draws that are a whole power of ten, of {DRAWS}", np.sum(are_powers(values)))
    outside = (values < low * (1 - ROUNDING)) | (values > high * (1 + ROUNDING))
    yield from count(case, f"number of draws outside the range, of {DRAWS}", np.sum(outside))
    yield from count(case, "number of different draws, counted up to 1000", min(len(np.unique(values)), 1000))
    if not decades:
        middle = float(np.median(values))
        yield Observation(f"{case}/middle one of {DRAWS} draws/value", "forward", "same", middle, rtol=NEAR)
        least = float(np.min(values))
        yield Observation(f"{case}/smallest of {DRAWS} draws/value", "forward", "same", least, rtol=AT_THE_END)
        reached = np.sum(in_boxes(values, low, high, 8) > 0)
        yield from count(case, "number of the 8 equal ratios with any draw", reached)
    yield from shares(case, values, low, high, decades)
    yield from repeated(module, draw, case, low, high)


def are_powers(values):
    """Which draws have a whole exponent: of one that is even between two ends, none."""
    exponents = np.log10(values, where=values > 0, out=np.full_like(values, 0.5))
    return np.abs(exponents - np.round(exponents)) < ROUNDING


def many(module, draw, case, low, high):
    rng = draw.rng(f"{case}: many")
    return np.array([float(module.log_uniform(low, high, rng)) for _ in range(DRAWS)])


def shares(case, values, low, high, decades):
    """In how many boxes of equal ratio about as many draws lie as in all others: the decades, then finer ones."""
    if decades:
        yield from even(case, f"number of the {decades} decades with a fair share of the draws", values, low, high, decades)
    yield from even(case, "number of the 8 equal ratios with a fair share of the draws", values, low, high, 8)


def even(case, what, values, low, high, boxes):
    yield from count(case, what, np.sum(np.abs(in_boxes(values, low, high, boxes) - 1) < STRAY))


def in_boxes(values, low, high, boxes):
    """(boxes,): how many draws are in each, 1 being a fair share."""
    edges = np.geomspace(low * (1 - ROUNDING), high * (1 + ROUNDING), boxes + 1)
    return np.histogram(values[np.isfinite(values)], edges)[0] * boxes / DRAWS


def repeated(module, draw, case, low, high):
    """Beyond the page: the generator that was given decides."""
    reset_random()

    def some():
        rng = draw.rng(f"{case}: same")
        return np.array([module.log_uniform(low, high, rng) for _ in range(AGAIN)])

    alike = int(np.sum(some() == some()))
    what = f"number of {AGAIN} draws that a generator in the same state draws again"
    yield Observation(f"{case}/{what}/value", "forward", "same", alike, beyond=True)


def count(case, what, number):
    return check_call(lambda: int(number), case=case, variable=what)
