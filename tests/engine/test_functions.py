from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backend import Array
from engine.functions import (
    cross_entropy_error,
    identity_function,
    one_hot,
    relu,
    sigmoid,
    softmax,
    step_function,
    sum_squared_error,
    tanh,
)
from engine.layers import SoftmaxWithLoss

numbers = st.floats(-1e6, 1e6)


def test_the_step_is_one_above_zero_only() -> None:
    assert step_function(np.array([-1.0, 0.0, 2.0])).tolist() == [0, 0, 1]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_sigmoid_is_safe_and_keeps_its_dtype_at_any_input(dtype: type[Array]) -> None:
    y = sigmoid(np.array([-60000, -1000, 0, 1000, 60000], dtype))
    assert y.dtype == dtype
    assert y.tolist() == [0, 0, 0.5, 1, 1]


def test_sigmoid_is_exact_where_it_is_tiny() -> None:
    assert sigmoid(np.array([-40.0]))[0] == pytest.approx(np.exp(-40), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_sigmoid_is_either_form_of_the_fraction_to_the_last_digit(dtype: type[Array]) -> None:
    x = np.linspace(-16, 16, 257).astype(dtype)
    high, low = x[x >= 0], x[x < 0]
    np.testing.assert_array_max_ulp(sigmoid(high), 1 / (1 + np.exp(-high)))
    np.testing.assert_array_max_ulp(sigmoid(low), np.exp(low) / (1 + np.exp(low)))


@pytest.mark.parametrize("x", [2, 2.0, np.float32(2), np.array(2.0)])
def test_sigmoid_takes_a_single_number(x: Array) -> None:
    assert sigmoid(x) == pytest.approx(0.8807970779778823)


@given(numbers)
def test_sigmoid_is_symmetric(x: float) -> None:
    assert sigmoid(np.array(x)) + sigmoid(np.array(-x)) == pytest.approx(1, rel=1e-12)


@given(st.lists(numbers, min_size=1, max_size=6))
def test_softmax_is_a_distribution_at_any_input(x: list[float]) -> None:
    y = softmax(np.array(x))
    assert y.sum() == pytest.approx(1)
    assert (y >= 0).all()


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6), st.floats(-100, 100))
def test_softmax_does_not_change_when_all_scores_move_alike(x: list[float], by: float) -> None:
    np.testing.assert_allclose(softmax(np.array(x)), softmax(np.array(x) + by), rtol=1e-9)


def test_softmax_takes_each_row_for_itself() -> None:
    x = np.array([[1.0, 2, 3], [1010, 1000, 990]])
    np.testing.assert_allclose(softmax(x), [softmax(x[0]), softmax(x[1])])


def test_the_other_activations_are_what_their_names_say() -> None:
    x = np.array([-2.0, 0.0, 3.0])
    assert relu(x).tolist() == [0, 0, 3]
    assert identity_function(x) is x
    np.testing.assert_allclose(tanh(x), np.tanh(x))


Y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])  # B1 4.2.1


@pytest.mark.parametrize("t", [2, np.eye(10)[2]])
def test_losses_of_one_datum_are_the_books_numbers(t: Array) -> None:
    assert sum_squared_error(Y, t) == pytest.approx(0.0975)
    assert cross_entropy_error(Y, t) == pytest.approx(0.510825, rel=1e-5)


@pytest.mark.parametrize("loss", [sum_squared_error, cross_entropy_error])
def test_a_batch_has_the_mean_loss_of_its_data_in_either_form(loss: Callable[..., Any]) -> None:
    y, t = np.array([Y, Y[::-1]]), np.array([2, 9])
    each = (loss(y[0], 2) + loss(y[1], 9)) / 2
    assert loss(y, t) == pytest.approx(each)
    assert loss(y, one_hot(t, 10)) == pytest.approx(each)


def test_a_probability_of_zero_has_a_large_and_finite_loss() -> None:
    assert 80 < cross_entropy_error(Y.astype(np.float32), 3) < 1000


@pytest.mark.parametrize("loss", [sum_squared_error, cross_entropy_error, SoftmaxWithLoss().forward])
@pytest.mark.parametrize("shape", [(), (2, 3, 4)])
def test_scores_that_are_no_rows_are_refused_by_every_loss(loss: Callable[..., Any], shape: tuple[int, ...]) -> None:
    for t in (np.zeros(shape), np.zeros(shape[:-1], int)):
        with pytest.raises(ValueError, match=r"y is \(.*axes, but must be \(K,\) or \(N, K\): e.g. y.reshape"):
            loss(np.ones(shape), t)


@pytest.mark.parametrize("loss", [sum_squared_error, cross_entropy_error])
def test_a_loss_keeps_float32_and_refuses_nan(loss: Callable[..., Any]) -> None:
    y = Y.astype(np.float32)
    assert loss(y, 2).dtype == np.float32
    y[4] = np.nan
    with pytest.raises(ValueError, match=r"y has NaN at \(0, 4\)"):
        loss(y, 2)
