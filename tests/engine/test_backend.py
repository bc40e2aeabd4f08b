from typing import Any

import numpy as np
import pytest

from engine.backend import to_numpy, xp_of, xp_of_all
from engine.checking.strict import StrictArray
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


def test_the_stand_in_lets_nothing_be_read_in_passing(strict: Any) -> None:
    def fill(x: Any) -> None:
        np.ones(2)[:] = x

    for take in (np.asarray, np.array, fill):
        with pytest.raises(TypeError, match="does not live in NumPy"):
            take(strict.ones(2))


def test_the_stand_in_names_the_function_that_it_refuses(strict: Any) -> None:
    with pytest.raises(TypeError, match=r"np\.exp was called"):
        np.exp(strict.ones(2))
    with pytest.raises(TypeError, match="a NumPy array met"):
        np.ones(2) * strict.ones(2)


def test_a_single_number_of_numpys_goes_with_the_stand_in_as_with_cupy(strict: Any, host: Any) -> None:
    assert host(np.float64(2.0) * strict.ones(2)).tolist() == [2.0, 2.0]


def test_the_stand_ins_numbers_are_had_by_asking_for_them(strict: Any) -> None:
    assert to_numpy(strict.ones(2)).tolist() == [1.0, 1.0]


def test_the_stand_in_counts_the_arrays_that_are_made(strict: Any) -> None:
    x, before = strict.ones(2), StrictArray.made
    _ = x * x + 1
    assert StrictArray.made - before == 2
