"""Runs against any module that defines to_half; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised
from engine.checking.observations import attempt, beyond, same_bytes

SHAPES = {"W1": (4, 3), "b1": (3,), "W2": (3, 2)}
LIMIT = {"W1": [[1e6, 2.0], [-7e4, 65504.0]], "b1": [3.0, -1e30]}


def checks(module, draw):
    for dtype in ("float64", "float32"):
        yield from halved(module, draw, f"from {dtype}", dtype)
    yield from beyond(copied(module, draw))
    yield from cut_off(module)
    yield from beyond(whole(module, draw))


def params_of(draw, case, dtype):
    return {name: 3 * draw.at(case)(name, shape).astype(dtype) for name, shape in SHAPES.items()}


def halved(module, draw, case, dtype):
    lent = params_of(draw, case, dtype)
    arrays, before = dict(lent), {name: value.copy() for name, value in lent.items()}
    told = attempt(lambda: module.to_half(lent))
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
    """Halved already: changing the new arrays must not change the old ones."""
    lent = {**params_of(draw, "copies", "float16"), "batches": np.array([3, 5])}

    def shared():
        found = module.to_half(lent)
        return sum(bool(np.shares_memory(found[name], value)) for name, value in lent.items())

    name = "float16 already/number of arrays shared with the dict given/value"
    yield Observation(name, "forward", "same", attempt(shared))


def cut_off(module):
    """A weight at the limit is wrong by a factor; one that is inf makes nan of everything after it."""
    lent = {name: np.array(value) for name, value in LIMIT.items()}
    found = attempt(lambda: module.to_half(lent))
    for name in LIMIT:
        value = attempt(lambda name=name: found[name])
        yield Observation(f"beyond 65504/{name}/value", "forward", "same", value, beyond=True)
    for name, value in LIMIT.items():
        kept = same_bytes(lent[name], np.array(value))
        yield Observation(f"beyond 65504/{name} of the dict given/unchanged", "purity", "same", kept)


def whole(module, draw):
    """A count of batches or the labels of classes, kept beside the weights, are no floats."""
    lent = {**params_of(draw, "counts", "float64"), "batches": np.array([70001, 4099])}
    found = attempt(lambda: module.to_half(lent)["batches"])
    yield Observation("whole numbers/batches/value", "forward", "same", found)
