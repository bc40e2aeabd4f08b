from typing import Any

import numpy as np
import pytest

from engine.backend import to_numpy, xp_of, xp_of_all
from engine.layers import Affine


def test_a_numpy_array_and_a_plain_number_belong_to_numpy() -> None:
    assert xp_of(np.ones(2)) is np
    assert xp_of(1.5) is np


def test_an_array_tells_its_own_module(strict: Any) -> None:
    assert xp_of(strict.ones(2)) is strict


def test_mixing_modules_says_which_argument_lives_where(strict: Any) -> None:
    with pytest.raises(ValueError, match="Affine: x lives in strict, W lives in numpy"):
        Affine(np.ones((3, 2)), np.zeros(2)).forward(strict.ones((4, 3)))


def test_arrays_of_one_module_share_it(strict: Any) -> None:
    assert xp_of_all("here", x=strict.ones(1), y=strict.ones(2)) is strict


def test_a_numpy_array_stays_itself_on_its_way_to_numpy() -> None:
    x = np.ones(2)
    assert to_numpy(x) is x


def test_the_stand_in_refuses_numpy_functions(strict: Any) -> None:
    with pytest.raises(TypeError):
        np.exp(strict.ones(2))
    with pytest.raises(TypeError):
        strict.ones(2) + np.ones(2)
