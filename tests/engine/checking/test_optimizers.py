"""What is observed of optimizers: steps, containers, arrays held, gradients lent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.checking import Draw, Observation, Raised, check_optimizer, check_other_containers, check_steady, check_tiny
from engine.checking.optimizers import STILL, draw_gradients, handles_dicts, step_on
from engine.optimizers import SGD, AdaGrad


class Listed:
    def update(self, params: Any, grads: Any) -> None:
        for i in range(len(params)):
            params[i] -= 0.1 * grads[i]


class Named:
    def update(self, params: Any, grads: Any) -> None:
        for key, g in grads.items():
            params[key] -= 0.1 * g


class Rebinding:
    def update(self, params: Any, grads: Any) -> None:
        for key in params:
            params[key] = params[key] - 0.1 * grads[key]


class Greedy:
    def update(self, params: Any, grads: Any) -> None:
        for key in params:
            grads[key] *= 0.1
            params[key] -= grads[key]


class Open:
    def update(self, params: Any, grads: Any) -> None:
        raise NotImplementedError


def observed(make: Any, steps: int = 3, **given: Any) -> dict[str, Observation]:
    return {seen.name: seen for seen in check_optimizer(make, case="c", draw=Draw(0), steps=steps, **given)}


def off(make: Any) -> set[str]:
    ours, right = observed(make), observed(lambda: SGD(0.1))
    assert ours.keys() == right.keys()
    return {n for n, seen in ours.items() if not np.array_equal(seen.value, right[n].value) and seen.rule == "same"}


@pytest.mark.parametrize("make", [Named, Listed])
def test_an_optimizer_is_observed_in_the_container_that_it_handles_and_nothing_differs(make: Any) -> None:
    assert off(make) == set()


def test_entries_that_are_replaced_are_told_apart_from_wrong_numbers() -> None:
    assert off(Rebinding) == {f'c/params["{name}"] after step {n}/kept' for n in (1, 2, 3) for name in ("W1", "b1")}


def test_gradients_that_are_changed_are_told() -> None:
    found = observed(Greedy)
    assert found['c/grads["b1"] of step 1/unchanged'].value is False


def test_what_update_raises_is_told_of_the_first_change_and_ends_the_steps() -> None:
    found = observed(Open)
    (told,) = (seen.value for seen in found.values() if seen.rule == "same")
    assert isinstance(told, Raised)


def test_gradients_have_both_signs_middling_sizes_and_one_element_that_stays_still() -> None:
    for step in range(1, 5):
        grads = draw_gradients(Draw(step, "c"), step)
        assert grads["W1"][STILL] == 0
        sizes = np.abs(np.concatenate([g.ravel() for g in grads.values()]))
        assert ((sizes >= 0.5) & (sizes <= 2)).sum() == sizes.size - 1
        assert all(g.min() < 0 < g.max() for g in grads.values())
    assert not np.array_equal(draw_gradients(Draw(0), 1)["b1"], draw_gradients(Draw(0), 2)["b1"])


def test_a_change_can_be_read_in_another_way_before_it_is_judged() -> None:
    doubled = observed(lambda: SGD(0.05), read=lambda change, _: 2 * change)
    plain = observed(lambda: SGD(0.1))
    np.testing.assert_allclose(
        doubled["c/change of b1 in step 1/value"].value, plain["c/change of b1 in step 1/value"].value
    )


def test_which_container_is_handled_is_tried_and_what_handles_neither_counts_as_written_for_dicts() -> None:
    assert [handles_dicts(make) for make in (Named, Listed, Open, SGD)] == [True, False, True, True]


@pytest.mark.parametrize(("make", "missing"), [(Named, "as a list"), (Listed, "as a dict"), (SGD, None)])
def test_the_container_that_is_not_handled_costs_a_note(make: Any, missing: str | None) -> None:
    found = list(check_other_containers(make))
    assert [seen.name for seen in found if str(seen.value) == "not possible"] == (
        [f"{missing}/update/value"] if missing else []
    )
    assert all(seen.beyond for seen in found)


class Left(SGD):
    """Takes the number out, and changes what is its own."""

    def update(self, params: Any, grads: Any) -> None:
        for key in params:
            here = params[key]
            here -= self.lr * grads[key]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: SGD(0.9), "moved as arrays are"),
        (lambda: AdaGrad(0.9), "moved as arrays are"),
        (lambda: Left(0.9), "not moved as arrays are"),
    ],
)
def test_plain_numbers_are_held_against_arrays_under_the_same_rule(make: Any, told: str) -> None:
    *_, last = check_other_containers(make)
    assert last.value == told


def test_a_steady_slope_leads_to_one_number() -> None:
    (seen,) = check_steady(lambda: SGD(0.1))
    assert seen.value == pytest.approx(-0.3)


def test_tiny_gradients_show_the_size_of_eps() -> None:
    (seen,) = check_tiny(lambda: AdaGrad(0.1, eps=1e-7), size=1e-7, case="tiny")
    np.testing.assert_allclose(seen.value, -0.05)
    assert seen.beyond


def test_steps_follow_each_other_on_one_array() -> None:
    first, second = step_on(lambda: AdaGrad(0.1), [np.ones(2), np.ones(2)])
    np.testing.assert_allclose([first, second], [[-0.1] * 2, [-0.1 / 2**0.5] * 2], rtol=1e-6)
