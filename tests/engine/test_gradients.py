"""Numerical gradients, and what `judge` makes of right ones, wrong ones and kinks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.backend import Array
from engine.gradients import Agreement, Slope, accept, difference, judge, numerical_gradient, slope_along, slopes

SIZE = (3, 4)
seeds = st.integers(0, 2**32 - 1)
functions = st.sampled_from(
    [
        (lambda z: z**2, lambda z: 2 * z),
        (np.exp, np.exp),
        (np.sin, np.cos),
        (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        (lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z))),
        (lambda z: z**3 - z, lambda z: 3 * z**2 - 1),
    ]
)


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_the_array_is_given_back_as_it_was_when_the_function_raises(calls: int) -> None:
    x, results = np.array([1.0, 2.0]), iter([0.0] * calls)
    with pytest.raises(StopIteration):
        numerical_gradient(lambda _: next(results), x)
    assert x.tolist() == [1.0, 2.0]


class Problem:
    """loss(W) = sum(v * f(x W)) with everything drawn, and its gradient by the chain rule."""

    def __init__(self, seed: int, function: tuple[Array, ...]) -> None:
        rng = np.random.default_rng(seed)
        self.f, self.slope = function
        self.x, self.W = rng.normal(size=(5, 3)), rng.normal(size=SIZE)
        self.v = rng.normal(size=(5, 4))
        self.direction = rng.normal(size=SIZE)
        self.floor = 1e-3 * np.abs(self.v).sum()

    def loss(self, W: Array) -> float:
        return float(np.sum(self.v * self.f(self.x @ W)))

    @property
    def gradient(self) -> Array:
        return self.x.T @ (self.v * self.slope(self.x @ self.W))

    def judged(self, gradient: Array) -> Agreement:
        return judge(slope_along(self.loss, self.W, gradient, self.direction, self.floor))


@given(seeds, functions)
def test_the_right_gradient_of_a_smooth_function_is_accepted(seed: int, function: tuple[Array, ...]) -> None:
    problem = Problem(seed, function)
    assert problem.judged(problem.gradient) is Agreement.AGREES


@given(seeds, functions, st.sampled_from([-1.0, 0.0, 0.5, 2.0, 1 / 5, 5.0, 1.001, 0.999]))
def test_a_gradient_off_by_a_factor_is_rejected(seed: int, function: tuple[Array, ...], factor: float) -> None:
    problem = Problem(seed, function)
    right = problem.gradient
    assume(abs(np.sum(right * problem.direction)) > 1e-2 * np.linalg.norm(right) * np.linalg.norm(problem.direction))
    assert problem.judged(factor * right) is Agreement.DIFFERS


@given(seeds, functions, st.integers(0, 11))
def test_one_wrong_element_is_enough(seed: int, function: tuple[Array, ...], place: int) -> None:
    problem = Problem(seed, function)
    wrong = problem.gradient
    wrong.flat[place] += 0.05 * np.abs(wrong).max()
    assume(abs(problem.direction.flat[place]) > 1e-2)
    assert problem.judged(wrong) is Agreement.DIFFERS


@given(seeds, functions)
def test_a_transposed_gradient_is_rejected(seed: int, function: tuple[Array, ...]) -> None:
    problem = Problem(seed, function)
    wrong = problem.gradient.T.reshape(SIZE)
    assume(abs(np.sum((wrong - problem.gradient) * problem.direction)) > 1e-2)
    assert problem.judged(wrong) is Agreement.DIFFERS


@given(seeds, st.floats(-4e-4, 4e-4))
def test_a_kink_between_the_steps_never_makes_right_code_wrong(seed: int, near: float) -> None:
    rng = np.random.default_rng(seed)
    x, direction = rng.normal(size=6), rng.normal(size=6)
    x[0] = near
    found = slope_along(lambda moved: np.maximum(moved, 0).sum(), x, (x > 0).astype(float), direction, 1e-3)
    assert judge(found) is not Agreement.DIFFERS


def test_a_kink_exactly_there_is_rough() -> None:
    found = slope_along(lambda x: np.abs(x).sum() + x.sum(), np.zeros(3), np.ones(3) * 2, np.ones(3), 1e-3)
    assert judge(found) is Agreement.ROUGH


def test_a_wrong_tiny_bias_is_not_drowned_by_a_large_matrix() -> None:
    rng = np.random.default_rng(0)
    values = {"W": 1e3 * rng.normal(size=(40, 30)), "b": 1e-3 * rng.normal(size=30)}
    x, v = rng.normal(size=(5, 40)), rng.normal(size=(5, 30))
    gradients = {"W": x.T @ v, "b": 1.01 * v.sum(axis=0)}
    directions = {name: [rng.normal(size=value.shape)] for name, value in values.items()}
    found = slopes(
        lambda at: float(np.vdot(v, x @ at["W"] + at["b"])), values, gradients, directions, 1e-3 * np.abs(v).sum()
    )
    assert [judge(found[name][0]) for name in ("W", "b")] == [Agreement.AGREES, Agreement.DIFFERS]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", range(4))
def test_what_is_not_finite_is_never_accepted(bad: float, place: int) -> None:
    numbers = [1.0, 1.0, 0.0, 1.0]
    numbers[place] = bad
    assert not accept(Slope(*numbers))


def test_a_gradient_of_zero_is_accepted_where_the_function_is_flat() -> None:
    assert accept(slope_along(lambda x: 3.0, np.ones(3), np.zeros(3), np.ones(3), 1e-3))


@given(st.floats(-3, 3))
def test_differences_know_their_own_error(at: float) -> None:
    found, error = difference(lambda t: np.exp(at + t))
    assert abs(found - np.exp(at)) <= 10 * error + 1e-9 * np.exp(at)


def test_no_narrower_differences_are_taken_once_they_say_what_the_gradient_says() -> None:
    seen = []

    def linear(x: Array) -> float:
        seen.append(x)
        return float(x @ W)

    W, x = np.arange(1.0, 4.0), np.ones(3)
    assert accept(slope_along(linear, x, W, np.ones(3), 1e-3))
    assert len(seen) == 2


def test_a_wrong_gradient_is_looked_at_as_closely_as_can_be() -> None:
    seen = []

    def linear(x: Array) -> float:
        seen.append(x)
        return float(x @ W)

    W, x = np.arange(1.0, 4.0), np.ones(3)
    assert judge(slope_along(linear, x, 2 * W, np.ones(3), 1e-3)) is Agreement.DIFFERS
    assert len(seen) == 7


@settings(max_examples=30)
@given(seeds, functions)
def test_the_books_numerical_gradient_comes_near_the_true_one(seed: int, function: tuple[Array, ...]) -> None:
    problem = Problem(seed, function)
    assert np.allclose(numerical_gradient(problem.loss, problem.W), problem.gradient, rtol=1e-4, atol=1e-4)


def test_numerical_gradient_gives_the_array_back_as_it_was() -> None:
    x = np.random.default_rng(0).normal(size=SIZE)
    before = x.copy()
    numerical_gradient(lambda moved: (moved**2).sum(), x)
    assert np.array_equal(x, before)


def test_numerical_gradient_changes_the_array_itself_while_it_calls() -> None:
    W = np.ones(2)
    assert np.allclose(numerical_gradient(lambda _: (W**2).sum(), W), 2 * W)


def test_whole_numbers_are_refused_with_a_cure() -> None:
    with pytest.raises(TypeError, match=r"astype\(float\)"):
        numerical_gradient(lambda x: x.sum(), np.array([6, 8]))
