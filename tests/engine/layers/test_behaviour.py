"""What a layer does that neither differences nor another library would tell."""

import numpy as np
import pytest

from engine.layers import AddLayer, BatchNormalization, Convolution, Dropout, MulLayer, Pooling


def test_the_books_shop_sells_two_apples_and_three_oranges() -> None:
    apples, oranges, both, tax = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    price = tax.forward(both.forward(apples.forward(100, 2), oranges.forward(150, 3)), 1.1)
    assert price == pytest.approx(715)
    d_sum, d_tax = tax.backward(1)
    d_apples, d_oranges = both.backward(d_sum)
    assert (*apples.backward(d_apples), *oranges.backward(d_oranges), d_tax) == pytest.approx((2.2, 110, 3.3, 165, 650))


def test_dropout_keeps_the_mean_while_training_and_the_data_when_predicting() -> None:
    x = np.ones((200, 500))
    layer = Dropout(0.3, rng=np.random.default_rng(0))
    y = layer.forward(x)
    assert y.mean() == pytest.approx(1, abs=0.01)
    assert (y == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert layer.forward(x, train_flg=False) is x


def test_dropout_hands_back_only_what_it_let_through() -> None:
    layer = Dropout(0.5, rng=np.random.default_rng(0))
    y = layer.forward(np.ones((3, 4)))
    np.testing.assert_array_equal(layer.backward(np.ones((3, 4))), y)


def test_batch_normalization_makes_mean_zero_and_variance_one() -> None:
    x = 5 + 3 * np.random.default_rng(0).standard_normal((50, 4, 3, 3))
    y = BatchNormalization(np.ones(4), np.zeros(4)).forward(x)
    np.testing.assert_allclose(y.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(0, 2, 3)), 1, rtol=1e-5)


def test_batch_normalization_predicts_with_the_averages_it_watched() -> None:
    rng = np.random.default_rng(0)
    layer = BatchNormalization(np.ones(2), np.zeros(2))
    for _ in range(200):
        layer.forward(4 + 2 * rng.standard_normal((500, 2)))
    np.testing.assert_allclose(layer.forward(np.array([[4.0, 6.0]]), train_flg=False), [[0, 1]], atol=0.05)


def test_pooling_a_padded_image_never_takes_the_padding() -> None:
    assert Pooling(2, 2, stride=1, pad=1).forward(np.full((1, 1, 2, 2), -5.0)).max() == -5


def test_pooling_gives_a_tie_to_one_pixel_only() -> None:
    layer = Pooling(2, 2)
    layer.forward(np.ones((1, 1, 2, 2)))
    assert layer.backward(np.ones((1, 1, 1, 1))).ravel().tolist() == [1, 0, 0, 0]


def test_overlapping_pools_add_their_gradients_up() -> None:
    x = np.zeros((1, 1, 3, 3))
    x[0, 0, 1, 1] = 1
    layer = Pooling(2, 2, stride=1)
    layer.forward(x)
    assert layer.backward(np.ones((1, 1, 2, 2)))[0, 0, 1, 1] == 4


def test_a_large_batch_is_convolved_in_groups_to_the_same_numbers() -> None:
    rng = np.random.default_rng(0)
    x, W, b = rng.standard_normal((70, 4, 20, 20)), rng.standard_normal((3, 4, 3, 3)), rng.standard_normal(3)
    whole, one = Convolution(W, b), Convolution(W, b)
    y = whole.forward(x)
    np.testing.assert_allclose(y, np.concatenate([one.forward(x[i : i + 1]) for i in range(70)]), rtol=1e-10, atol=1e-12)
    whole.backward(y)
    each = np.zeros_like(W)
    for i in range(70):
        one.forward(x[i : i + 1])
        one.backward(y[i : i + 1])
        each += one.dW
    np.testing.assert_allclose(whole.dW, each, rtol=1e-9)
