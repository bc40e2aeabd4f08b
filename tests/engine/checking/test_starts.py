"""Random weights are held by their spread, and by no number of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.checking import Observation, check_spread

SIZES = (500, 600)


def seen(weights: Callable[[], Any], **named: Any) -> dict[str, Observation]:
    return {one.name.split("/")[1]: one for one in check_spread(weights, case="c", **named)}


def normal(std: float, seed: int = 0) -> Callable[[], Any]:
    return lambda: std * np.random.default_rng(seed).standard_normal(SIZES)


def test_two_draws_of_one_spread_agree_within_what_is_tolerated() -> None:
    one, other = (seen(normal(0.05, seed)) for seed in (1, 2))
    for name, observed in one.items():
        assert other[name].value == pytest.approx(observed.value, rel=observed.rtol, abs=observed.atol)


def test_a_spread_that_is_off_by_two_in_a_hundred_is_told() -> None:
    one, other = seen(normal(0.05)), seen(normal(0.051, 1))
    assert other["W.std()"].value != pytest.approx(one["W.std()"].value, rel=one["W.std()"].rtol)


def test_a_mean_is_told_in_units_of_the_spread() -> None:
    shifted = seen(lambda: normal(0.05)() + 0.05)
    assert shifted["W.mean() in units of W.std()"].value == pytest.approx(1, abs=0.02)


def test_zeros_have_no_spread_and_a_mean_all_the_same() -> None:
    assert [one.value for one in seen(lambda: np.zeros(SIZES)).values()] == [0.0, 0.0]


@pytest.mark.parametrize("seed", range(5))
def test_the_variance_times_the_inputs_is_told_to_one_decimal(seed: int) -> None:
    assert seen(normal((2 / 500) ** 0.5, seed), by_inputs=True)["W.var() * n_in"].value == 2.0
    assert seen(normal((2 / 600) ** 0.5, seed), by_inputs=True)["W.var() * n_in"].value == 1.7


def test_glorots_own_formula_counts_as_the_books_and_is_told_beyond() -> None:
    glorot = seen(normal((2 / 1100) ** 0.5), by_inputs=True, glorot=True)
    assert glorot["W.var() * n_in"].value == 1.0
    alone = glorot["W.std() by n_in alone"]
    assert alone.beyond
    assert alone.value == pytest.approx((2 / 1100) ** 0.5, rel=0.01)
    assert seen(normal((1 / 600) ** 0.5), by_inputs=True, glorot=True)["W.var() * n_in"].value == 0.8


def test_what_raises_is_told_once() -> None:
    found = seen(lambda: 1 / 0, glorot=True)
    assert list(found) == ["W.std()"]
