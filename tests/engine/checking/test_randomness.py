"""Whatever a call draws from, the next call after a reset draws the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from engine.checking.randomness import adopt, reset_random

DRAWS = {
    "random.random": random.random,
    "random.gauss, which keeps a second number": lambda: random.gauss(0, 1),
    "random.shuffle": lambda: random.sample(range(9), 9),
    "np.random.rand": lambda: np.random.rand(3).tolist(),
    "np.random.randn, which keeps a second number": lambda: np.random.randn(1).tolist(),
    "np.random.choice": lambda: np.random.choice(9, 3).tolist(),
    "as many numbers as a twister holds": lambda: np.random.randint(0, 2**32, 624, np.uint32).tolist(),
    "another seed": lambda: (np.random.seed(7), random.seed(7), np.random.rand(), random.random()),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_a_call_draws_the_same_after_each_reset(draw: Callable[..., Any]) -> None:
    found = []
    for _ in range(3):
        reset_random()
        found.append(draw())
    assert found[0] == found[1] == found[2]


def test_generators_of_an_object_and_of_the_module_under_check_are_reset_too() -> None:
    module, layer = ModuleType("learner"), ModuleType("layer")
    vars(module)["rng"], vars(layer)["rng"] = np.random.default_rng(), np.random.default_rng()
    adopt(module)
    found = []
    for _ in range(2):
        reset_random(layer)
        found.append((module.rng.random(), layer.rng.random()))
    adopt(None)
    assert found[0] == found[1]


def test_generators_that_are_held_start_from_one_place_whatever_their_seeds() -> None:
    layer = ModuleType("layer")
    vars(layer).update(one=np.random.default_rng(1), other=np.random.default_rng(2))
    reset_random(layer)
    assert layer.one.random() == layer.other.random() == np.random.default_rng(0).random()
