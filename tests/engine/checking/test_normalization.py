"""What the checks of batch normalization are made of."""

from __future__ import annotations

import numpy as np
import pytest

from engine.checking.calls import draw_inputs
from engine.checking.normalization import Varied, kept_variances, mixture, statistics_in_use, varied_batch, without_features
from engine.checking.observations import Draw
from engine.layers import BatchNormalization


@pytest.mark.parametrize("shape", [(5, 3), (4, 3, 2, 5)])
def test_every_feature_of_a_varied_batch_has_a_standard_deviation_from_1_to_3(shape: tuple[int, ...]) -> None:
    axes = (0, *range(2, len(shape)))
    for seed in range(20):
        found = varied_batch(Draw(seed), "x", shape).std(axis=axes)
        assert found.shape == (3,)
        assert (found > 0.999).all()
        assert (found < 3.001).all()


def test_an_input_is_drawn_in_the_way_that_its_shape_asks_for() -> None:
    drawn = draw_inputs({"x": Varied((6, 3)), "w": (2,)}, Draw(0))
    assert (drawn["x"].std(axis=0) > 9.99).all()
    assert drawn["w"].shape == (2,)


def test_the_statistics_of_test_mode_are_told_from_its_answers() -> None:
    gamma, beta = np.array([2.0, -0.5]), np.array([1.0, 3.0])
    layer = BatchNormalization(gamma, beta, running_mean=np.array([5.0, -2.0]), running_var=np.array([4.0, 9.0]), eps=0.0)
    mean, var = statistics_in_use(layer, gamma, beta)
    np.testing.assert_allclose(mean, [5.0, -2.0])
    np.testing.assert_allclose(var, [4.0, 9.0])


def mixed(a: float, b: float, c: float = 0.0) -> str | None:
    draw = Draw(3)
    states, news = [draw("start", 3)], [draw(f"new {k}", 3) for k in range(3)]
    for new in news:
        states.append(a * states[-1] + b * new + c)
    return mixture(states[:-1], news, states[1:])


def test_a_mixture_is_told_by_its_shares() -> None:
    assert mixed(0.9, 0.1) == "0.9 * old + 0.1 * new"
    assert mixed(0.0, 0.25, 0.5) == "0.25 * new + 0.5"
    assert mixed(0.6, -0.4) == "0.6 * old + -0.4 * new"


def test_the_share_of_what_is_always_0_is_not_told() -> None:
    zeros, news = [np.zeros(3)] * 3, [Draw(0)(f"{k}", 3) for k in range(3)]
    assert mixture(zeros, news, zeros) == "0"


def test_a_product_is_no_mixture() -> None:
    olds, news = ([Draw(0)(f"{what} {k}", 3) for k in range(3)] for what in ("old", "new"))
    products = [old * new for old, new in zip(olds, news, strict=True)]
    assert mixture(olds, news, products) is None


def test_what_is_not_finite_is_no_mixture() -> None:
    some = [np.ones(3), np.full(3, np.nan)]
    assert mixture(some, some, some) is None


def test_a_variance_may_be_kept_over_n_or_over_one_less() -> None:
    over_n, over_less = kept_variances(np.array([[1.0], [2.0], [6.0]]))
    assert over_n == pytest.approx(14 / 3)
    assert over_less == pytest.approx(7.0)


def test_what_is_without_features_is_orthogonal_to_1_and_to_them() -> None:
    xn = varied_batch(Draw(1), "x", (6, 3))
    xn = (xn - xn.mean(axis=0)) / xn.std(axis=0)
    left = without_features(Draw(1)("dout", (6, 3)), xn)
    np.testing.assert_allclose(left.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose((left * xn).sum(axis=0), 0, atol=1e-12)
    assert np.abs(left).max() > 0.1
