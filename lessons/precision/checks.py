"""Runs against any module that defines cast_params; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised
from engine.checking.observations import attempt, beyond, same_bytes

SHAPES = {"W1": (4, 3), "b1": (3,), "W2": (3, 2)}


def checks(module, draw):
    for given, wanted in (("float64", "float16"), ("float64", np.float32), ("float32", np.float64)):
        yield from cast(module, draw, f"{given} to {np.dtype(wanted).name}", given, wanted)
    yield from beyond(copied(module, draw))
    yield from beyond(listed(module, draw))


def params_of(draw, case, dtype):
    return {name: 3 * draw.at(case)(name, shape).astype(dtype) for name, shape in SHAPES.items()}


def cast(module, draw, case, given, wanted):
    lent = params_of(draw, case, given)
    arrays, before = dict(lent), {name: value.copy() for name, value in lent.items()}
    told = attempt(lambda: module.cast_params(lent, wanted))
    found = attempt(lambda: dict(told))
    if isinstance(found, Raised):
        what, came = ("names", None) if told is None else ("value", found)  # of None, dict would speak as of a sequence
        yield Observation(f"{case}/params/{what}", "contract", "same", came)
        return
    yield Observation(f"{case}/params/names", "contract", "same", ", ".join(sorted(map(str, found))))
    for name in SHAPES:
        yield Observation(f"{case}/type of {name}/value", "forward", "same", type_of(found.get(name)))
    for name in SHAPES:
        yield Observation(f"{case}/{name}/value", "forward", "same", found.get(name), rtol=1e-12, atol=0.0)
    for name, value in arrays.items():
        kept = lent.get(name) is value and same_bytes(value, before[name])
        yield Observation(f"{case}/{name} of the dict given/unchanged", "purity", "same", kept)


def type_of(value):
    return str(value.dtype) if isinstance(value, np.ndarray) else type(value).__name__


def copied(module, draw):
    """To the type that it has already: changing the new arrays must not change the old ones."""
    lent = params_of(draw, "copies", "float64")

    def shared():
        found = module.cast_params(lent, np.float64)
        return sum(bool(np.shares_memory(found[name], value)) for name, value in lent.items())

    yield Observation(
        "to the type it has/number of arrays shared with the dict given/value", "forward", "same", attempt(shared)
    )


def listed(module, draw):
    """Book 2's networks keep their parameters in a list."""
    lent = list(params_of(draw, "a list", "float64").values())
    types = attempt(lambda: ", ".join(type_of(value) for value in module.cast_params(lent, np.float32)))
    yield Observation("a list/types/value", "forward", "same", types)
