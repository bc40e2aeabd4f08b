from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.backend import Array
from engine.datasets import (
    LANDSCAPES,
    load_digits_7x7,
    load_mnist,
    load_noisy_sine,
    load_spiral,
    sample_batch,
    shuffle_and_split,
    shuffled_batches,
)
from engine.gradients import numerical_gradient


@pytest.fixture(scope="module")
def mnist() -> tuple[tuple[Array, ...], ...]:
    return load_mnist()


def test_mnist_is_all_there(mnist: tuple[tuple[Array, ...], ...]) -> None:
    (x_train, t_train), (x_test, t_test) = mnist
    assert (x_train.shape, x_test.shape) == ((60000, 784), (10000, 784))
    assert np.bincount(t_train).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(t_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_normalized_digits_go_from_zero_to_one(mnist: tuple[tuple[Array, ...], ...]) -> None:
    x = mnist[0][0]
    assert x.dtype == np.float32
    assert (x.min(), x.max()) == (0, 1)
    assert x.mean() == pytest.approx(0.1307, abs=1e-4)


def test_digits_come_as_images_bytes_and_one_hot_rows(mnist: tuple[tuple[Array, ...], ...]) -> None:
    (x, t), _ = load_mnist(normalize=False, flatten=False, one_hot_label=True)
    assert (x.shape, x.dtype, x.max()) == ((60000, 1, 28, 28), np.uint8, 255)
    assert t.shape == (60000, 10)
    np.testing.assert_array_equal(t.argmax(axis=1), mnist[0][1])


def test_digits_from_afar_are_means_of_four_by_four(mnist: tuple[tuple[Array, ...], ...]) -> None:
    (x, t), (x_test, _) = load_digits_7x7()
    assert (x.shape, x_test.shape, x.dtype) == ((60000, 49), (10000, 49), np.float32)
    corner = mnist[0][0][0].reshape(28, 28)[8:12, 12:16].mean()
    assert x[0].reshape(7, 7)[2, 3] == pytest.approx(corner)
    np.testing.assert_array_equal(t, mnist[0][1])


def test_the_spiral_has_three_arms_within_the_unit_circle() -> None:
    x, t = load_spiral()
    assert (x.shape, t.shape) == ((300, 2), (300,))
    assert np.bincount(t).tolist() == [100, 100, 100]
    assert (np.linalg.norm(x, axis=1) < 1).all()
    np.testing.assert_array_equal(load_spiral(one_hot_label=True)[1].argmax(axis=1), t)


def test_a_noisy_sine_is_near_a_sine() -> None:
    x, t = load_noisy_sine(500, noise=0.1)
    assert x.shape == t.shape == (500, 1)
    assert (t - np.sin(2 * np.pi * x)).std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_a_landscapes_gradient_is_its_slope(name: str) -> None:
    land = LANDSCAPES[name]
    x = np.array(land.start)
    np.testing.assert_allclose(land.gradient(x), numerical_gradient(land.f, x.copy()), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(land.gradient(np.array(land.minimum)), 0, atol=1e-12)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_a_landscape_is_seen_on_a_whole_grid_at_once(name: str) -> None:
    land = LANDSCAPES[name]
    grid = np.stack(np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 4)))
    assert land.f(grid).shape == (4, 5)
    assert land.gradient(grid).shape == (2, 4, 5)


def paired(count: int = 10) -> tuple[Array, Array]:
    return np.arange(count) * 10.0, np.arange(count)


def test_an_epoch_shows_every_datum_once_with_its_own_answer() -> None:
    x, t = paired()
    batches = list(shuffled_batches(x, t, 5, np.random.default_rng(0)))
    assert [len(xs) for xs, _ in batches] == [5, 5]
    assert all((xs == 10 * ts).all() for xs, ts in batches)
    assert sorted(np.concatenate([ts for _, ts in batches])) == list(t)


def test_what_fills_no_batch_is_left_out_unless_it_is_all() -> None:
    x, t = paired()
    assert len(list(shuffled_batches(x, t, 4, np.random.default_rng(0)))) == 2
    assert [len(xs) for xs, _ in shuffled_batches(x, t, 64, np.random.default_rng(0))] == [10]


def test_a_split_loses_nothing_and_keeps_pairs() -> None:
    (x, t), (xv, tv) = shuffle_and_split(*paired(), 0.2, np.random.default_rng(0))
    assert (len(x), len(xv)) == (8, 2)
    assert sorted([*t, *tv]) == list(range(10))
    assert (x == 10 * t).all()


def test_a_batch_has_different_data() -> None:
    x, t = sample_batch(*paired(), 6, np.random.default_rng(0))
    assert len(set(t)) == 6
    assert (x == 10 * t).all()


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_batch(*paired(), 11, np.random.default_rng(0)),
        lambda: sample_batch(np.ones(3), np.ones(2), 1, np.random.default_rng(0)),
        lambda: shuffle_and_split(*paired(), 20, np.random.default_rng(0)),
    ],
)
def test_what_cannot_be_drawn_is_told(call: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"batch_size is 11|one answer for each|ratio is 20"):
        call()
