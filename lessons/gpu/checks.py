"""Runs against any module that defines forward_xp; yields what came out, by name.

The same code meets NumPy's arrays, those of a module that is not NumPy, and CuPy's where the worker was given a GPU.
"""

import numpy as np

from engine.backend import to_numpy, xp_of
from engine.checking import Observation, Raised, check_function
from engine.checking.observations import attempt, beyond
from engine.checking.strict import STRICT, StrictArray, others

D, M = 3, 4


def checks(module, draw):
    for N in (5, 1):
        yield from check_function(
            module.forward_xp, args={"x": (N, D), "W": (D, M), "b": (M,)}, case=f"NumPy, N={N}", draw=draw
        )
    for xp in others():
        for N in (5, 1):
            yield from elsewhere(module, draw, xp, N)
    yield from beyond(single(module, draw))
    yield from beyond(started(module, draw))


def inputs(draw, N, dtype=np.float64):
    return [draw(name, shape).astype(dtype) for name, shape in {"x": (N, D), "W": (D, M), "b": (M,)}.items()]


def elsewhere(module, draw, xp, N):
    """The same numbers in another module: whether anything is computed there, what comes back, and where it lives."""
    case = f"{named(xp)}, N={N}"
    lent = [xp.asarray(array) for array in inputs(draw.at(case), N)]
    before = StrictArray.made
    y = attempt(lambda: module.forward_xp(*lent))
    if isinstance(y, Raised):
        yield Observation(f"{case}/y/value", "forward", "same", y)
        return
    if xp is STRICT:
        yield Observation(f"{case}/computed there/value", "forward", "same", StrictArray.made > before)
    yield Observation(f"{case}/home of y/value", "forward", "same", attempt(lambda: named(xp_of(y))))
    yield Observation(f"{case}/y/value", "forward", "same", attempt(lambda: to_numpy(y)))


def named(xp):
    """What a learner reads: the stand-in has no name that they could know."""
    return {"numpy": "NumPy", "strict": "another module", "cupy": "CuPy"}.get(xp.__name__, xp.__name__)


def single(module, draw):
    """On most graphics cards float64 is many times slower than float32."""
    y = attempt(lambda: module.forward_xp(*inputs(draw, 2, np.float32)))
    found = y if isinstance(y, Raised) else str(getattr(y, "dtype", type(y).__name__))
    yield Observation("float32/type of y/value", "forward", "same", found)


def started(module, draw):
    """Arrays made for 6 rows and for 3: a kernel is started for each, however little it has to do."""
    many, few = (attempt(lambda N=N: made(module, draw, N)) for N in (6, 3))
    more = next((each for each in (many, few) if isinstance(each, Raised)), None) or many - few
    yield Observation("three more rows/number of additional operations/value", "forward", "same", more)


def made(module, draw, N):
    lent = [STRICT.asarray(array) for array in inputs(draw, N)]
    before = StrictArray.made
    module.forward_xp(*lent)
    return StrictArray.made - before
