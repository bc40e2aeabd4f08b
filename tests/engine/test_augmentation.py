from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.augmentation import jitter, rotate, shift

IMAGES = np.random.default_rng(0).random((3, 2, 7, 7)).astype(np.float32)


def test_a_shift_moves_pixels_and_lets_zeros_in() -> None:
    moved = shift(IMAGES, 2, -1)
    np.testing.assert_array_equal(moved[:, :, 2:, :-1], IMAGES[:, :, :-2, 1:])
    assert not moved[:, :, :2].any()
    assert not moved[:, :, :, -1].any()


def test_each_image_moves_by_its_own() -> None:
    moved = shift(IMAGES, np.array([0, 1, 2]), np.array([0, 0, -3]))
    for i, (down, right) in enumerate([(0, 0), (1, 0), (2, -3)]):
        np.testing.assert_array_equal(moved[i : i + 1], shift(IMAGES[i : i + 1], down, right))


@pytest.mark.parametrize(("degrees", "quarter_turns"), [(0, 0), (90, 1), (180, 2), (-90, 3), (360, 0)])
def test_whole_quarter_turns_move_pixels_onto_pixels(degrees: int, quarter_turns: int) -> None:
    np.testing.assert_allclose(rotate(IMAGES, degrees), np.rot90(IMAGES, quarter_turns, (2, 3)), atol=1e-5)


@given(st.floats(-180, 180))
def test_a_turned_image_is_no_brighter_anywhere(degrees: float) -> None:
    turned = rotate(IMAGES, degrees)
    assert turned.shape == IMAGES.shape
    assert turned.dtype == np.float32
    assert turned.max() <= IMAGES.max() + 1e-5
    assert turned.min() >= 0


def test_turning_there_and_back_gives_a_smooth_image_back() -> None:
    y, x = np.mgrid[-7:8, -7:8]
    blob = np.exp(-(y**2 + (x - 1) ** 2) / 8.0)[None, None]
    np.testing.assert_allclose(rotate(rotate(blob, 20), -20), blob, atol=0.1)


def test_jitter_is_drawn_from_its_generator() -> None:
    one, other = jitter(IMAGES, np.random.default_rng(1)), jitter(IMAGES, np.random.default_rng(1))
    np.testing.assert_array_equal(one, other)
    assert not np.array_equal(one, IMAGES)


def test_augmentation_follows_its_data(strict: Any, host: Callable[..., Any]) -> None:
    there = jitter(strict.asarray(IMAGES), np.random.default_rng(1))
    np.testing.assert_allclose(host(there), jitter(IMAGES, np.random.default_rng(1)), atol=1e-6)


@pytest.mark.parametrize("change", [lambda x: shift(x, 1, 1), lambda x: rotate(x, 5)])
def test_rows_are_no_images(change: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"must be \(N, C, H, W\)"):
        change(np.ones((2, 49)))
