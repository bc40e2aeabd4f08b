from __future__ import annotations

import numpy as np
import pytest

from tutor.judge.naming import Spot
from tutor.linting.distance import between, from_solution
from tutor.model import Crash, ObservationName, Record, Recording, Rule, Stage, Value

SPOT = Spot("case", Stage.FORWARD, frozenset({"y"}))


def ran(value: Value, rule: Rule = "same", atol: float = 1e-9, name: str = "case/y/value") -> Recording:
    return Recording((Record(ObservationName.parse(name), Stage.FORWARD, rule, value, 0.0, atol),))


def test_the_distance_of_values_is_counted_in_their_tolerance() -> None:
    assert from_solution(ran(1.0 + 5e-9), ran(1.0), SPOT) == pytest.approx(5.0, rel=1e-6)


def test_the_distance_of_a_deviation_is_counted_in_what_it_may_be() -> None:
    assert from_solution(ran(3e-8, "small", 1e-9), ran(0.0, "small"), SPOT) == pytest.approx(30.0)


def test_a_deviation_where_none_is_allowed_is_infinitely_far() -> None:
    assert from_solution(ran(1e-300, "small", 0.0), ran(0.0, "small"), SPOT) == np.inf


def test_the_distance_of_a_slope_is_counted_in_its_error() -> None:
    rows = np.array([[1.0, 2.0, 0.001, 0.0]])
    assert from_solution(ran(rows, "slopes"), ran(rows, "slopes"), SPOT) == pytest.approx(100.0)


@pytest.mark.parametrize("value", [np.nan, np.zeros(2), "text", None, Crash("ValueError")])
def test_a_value_of_another_kind_is_infinitely_far(value: Value) -> None:
    assert from_solution(ran(value), ran(1.0), SPOT) == np.inf


def test_values_elsewhere_do_not_count() -> None:
    far = Recording((*ran(1.0).records, *ran(99.0, name="other/y/value").records, *ran(99.0, name="case/x/value").records))
    near = Recording((*ran(1.0).records, *ran(0.0, name="other/y/value").records, *ran(0.0, name="case/x/value").records))
    assert from_solution(far, near, SPOT) == 0.0
    assert between(far, near, SPOT) == 0.0


def test_mistakes_that_observe_different_things_are_infinitely_far_apart() -> None:
    assert between(ran(1.0), ran(1.0, name="case/y/again"), SPOT) == np.inf


def test_mistakes_that_raise_the_same_are_not_apart() -> None:
    assert between(ran(Crash("ValueError", "one", own=True)), ran(Crash("ValueError", "two", own=True)), SPOT) == 0.0


def test_exceptions_are_told_apart_by_what_they_say() -> None:
    one, other = ran(Crash("TypeError", "np.exp was called")), ran(Crash("TypeError", "np.dot was called"))
    assert (between(one, other, SPOT), between(one, one, SPOT)) == (np.inf, 0.0)
