"""Runs against any module that defines build; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised, check_own_network
from engine.checking.observations import attempt, beyond, reset_random

DIGITS = (1, 28, 28)
OTHER = (2, 21, 25)


def checks(module, draw):
    yield from check_own_network(module.build, DIGITS, case="digits", draw=draw)
    yield from beyond(drawn(module, draw))
    yield from beyond(check_own_network(module.build, OTHER, case="other images", draw=draw, learns=False))


def drawn(module, draw):
    """Whether rng alone decides the first weights: the same again for the same rng, others for another."""
    reset_random()
    made = [attempt(lambda name=name: weights(module, draw.at("digits").rng(name))) for name in ("one", "one", "another")]
    failed = next((one for one in made if isinstance(one, Raised)), None)
    found = failed or (np.array_equal(made[0], made[1]), not np.array_equal(made[0], made[2]))
    yield Observation("first weights/the same for the same rng, others for another/value", "forward", "same", found)


def weights(module, rng):
    """All first weights in one row; what NumPy's own random numbers are at moves on before each."""
    np.random.random(3)
    return np.concatenate([np.ravel(value) for value in module.build(DIGITS, rng).params.values()])
