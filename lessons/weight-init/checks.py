"""Runs against any module that defines init_weights; yields what came out, by name.

Nobody can say which numbers a right answer draws. What can be said of every right answer: the shape, the mean and the
spread, that the columns differ, and that the next draw is another one.
"""

import numpy as np

from engine.checking import Observation, check_call, check_spread
from engine.checking.observations import attempt, reset_random, same_bytes

FEW = (5, 3)
MANY = (500, 600)
KINDS = {"0.005": 0.005, "1": 1, "he": "he", "relu": "relu", "xavier": "xavier", "sigmoid": "sigmoid"}
XAVIER = ("xavier", "sigmoid")
DIFFERENT = 400  # of the 500 or 600 numbers in a column or row: float32 may draw one of them twice, hardly a hundred


def checks(module, draw):
    for case, kind in KINDS.items():
        made = attempt(lambda kind=kind: asked(module, draw, FEW, kind))
        yield Observation(f"{case}/W/value", "forward", "like", made)
    yield from check_call(lambda: np.abs(asked(module, draw, FEW, "zeros")), case="zeros", variable="W")
    yield from columns(module, draw)
    for case, kind in KINDS.items():
        make, named = lambda kind=kind: asked(module, draw, MANY, kind), isinstance(kind, str)
        yield from check_spread(make, case=f"{case}, 500x600", by_inputs=named, glorot=kind in XAVIER)
        if kind == "he":
            yield beside_he(module, draw)
    yield from generator(module, draw)


def asked(module, draw, sizes, kind):
    reset_random()
    return module.init_weights(*sizes, kind, draw.rng(f"{kind} {sizes}"))


def beside_he(module, draw):
    """What the other rule gives, whatever it is: a slip in He's rule alone is another than the same slip in both."""
    make = lambda: asked(module, draw, MANY, "xavier")
    product = next(check_spread(make, case="xavier", by_inputs=True, glorot=True)).value
    return Observation("he, 500x600/W.var() * n_in/beside xavier", "forward", "like", product)


def columns(module, draw):
    """Units of one layer have to begin apart, and so have their inputs."""
    made = attempt(lambda: np.asarray(asked(module, draw, MANY, "he")))
    for where, cut in {"column": (slice(None), 0), "row": (0, slice(None))}.items():
        variable = f"number of different weights in a {where}, counted up to {DIFFERENT}"
        yield from check_call(lambda cut=cut: min(DIFFERENT, len(np.unique(made[cut]))), case="he, units", variable=variable)


def generator(module, draw):
    """Two draws of one generator differ. Beyond: those of two generators in the same state do not."""

    def made(*sources):
        return [np.asarray(module.init_weights(*FEW, "he", source)) for source in sources]

    def come_again():
        reset_random()
        one, other = made(*[draw.rng("twice")] * 2)
        return int(np.sum(one == other))

    yield from check_call(come_again, case="he, twice", variable="number of weights that come again")
    same = attempt(lambda: same_bytes(*made(draw.rng("same"), draw.rng("same"))))
    name = "he, twice/the same from generators in the same state/value"
    yield Observation(name, "forward", "same", same, beyond=True)
