"""A drawing as networks know it that have learned on MNIST."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backend import Array
from engine.datasets import centred, load_mnist


@pytest.fixture(scope="module")
def digits() -> Array:
    _, (x, _) = load_mnist(dtype=np.float64)
    return x[:500].reshape(-1, 28, 28)


def test_a_digit_of_mnist_stays_as_it_is(digits: Array) -> None:
    for digit in digits:
        np.testing.assert_allclose(centred(digit), digit / digit.max(), atol=1e-12)


def test_a_digit_drawn_in_a_corner_of_a_larger_sheet_comes_to_the_same(digits: Array) -> None:
    for digit in digits[:50]:
        sheet = np.zeros((60, 70))
        sheet[:28, 42:] = digit
        np.testing.assert_allclose(centred(sheet), digit / digit.max(), atol=1e-12)


def test_a_digit_drawn_twice_as_large_fills_the_same_box() -> None:
    ring = np.zeros((56, 56))
    ring[4:44, 10:40] = 1.0
    ring[10:38, 16:34] = 0.0
    box = np.argwhere(centred(ring) > 0)
    assert (box.max(axis=0) - box.min(axis=0) + 1).tolist() == [20, 15]


@given(st.integers(1, 28), st.integers(1, 28), st.integers(0, 27), st.integers(0, 27))
def test_any_drawing_gives_a_picture_from_0_to_1_of_28_by_28(height: int, width: int, top: int, left: int) -> None:
    sheet = np.zeros((28, 28))
    sheet[top : top + height, left : left + width] = 0.7
    picture = centred(sheet)
    assert picture.shape == (28, 28)
    assert picture.min() >= 0
    assert picture.max() == pytest.approx(1.0)


def test_an_empty_sheet_stays_empty() -> None:
    assert not centred(np.zeros((28, 28))).any()
