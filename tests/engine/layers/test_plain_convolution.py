"""The plain convolution and the fast one: the same numbers, forward and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backend import Array
from engine.layers import Convolution, PlainConvolution

TOLERANCE = {np.float16: 1e-2, np.float32: 1e-5, np.float64: 1e-12}
dtypes = pytest.mark.parametrize("dtype", TOLERANCE)


def there_and_back(layer: Convolution | PlainConvolution, x: Array, dout: Array) -> tuple[Array, ...]:
    """y, dx, dW, db"""
    return layer.forward(x), layer.backward(dout), layer.dW, layer.db


def assert_both_agree(
    x_shape: tuple[int, ...], W_shape: tuple[int, ...], stride: int, pad: int, dtype: type[Array], seed: int = 0
) -> None:
    rng = np.random.default_rng(seed)
    x, W, b = (rng.standard_normal(shape).astype(dtype) for shape in (x_shape, W_shape, W_shape[:1]))
    plain, fast = PlainConvolution(W, b, stride, pad), Convolution(W, b, stride, pad)
    dout = rng.standard_normal(fast.forward(x).shape).astype(dtype)
    for ours, other in zip(there_and_back(plain, x, dout), there_and_back(fast, x, dout), strict=True):
        assert (ours.dtype, ours.shape) == (other.dtype, other.shape)
        gap = np.abs(ours.astype(float) - other.astype(float)).max()
        assert gap <= TOLERANCE[dtype] * max(1.0, float(np.abs(other).max()))


@dtypes
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("pad", [0, 1, 2])
@pytest.mark.parametrize("N", [1, 5])
def test_both_give_the_same_output_and_gradients(N: int, pad: int, stride: int, dtype: type[Array]) -> None:
    assert_both_agree((N, 3, 8, 7), (4, 3, 3, 2), stride, pad, dtype)


@dtypes
def test_both_agree_on_digits_and_the_filters_of_simple_conv_net(dtype: type[Array]) -> None:
    assert_both_agree((2, 1, 28, 28), (30, 1, 5, 5), 1, 0, dtype)


@st.composite
def problems(draw: st.DrawFn) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
    window = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    stride, pad, C = draw(st.integers(1, 3)), draw(st.integers(0, 2)), draw(st.integers(1, 3))
    sides = (draw(st.integers(max(1, size - 2 * pad), 7)) for size in window)
    return (draw(st.integers(1, 3)), C, *sides), (draw(st.integers(1, 4)), C, *window), stride, pad


@given(problems(), st.integers(0, 1000))
def test_both_agree_wherever_a_window_fits(problem: tuple[tuple[int, ...], tuple[int, ...], int, int], seed: int) -> None:
    assert_both_agree(*problem, np.float64, seed)


def test_a_window_that_never_fits_is_refused_by_both_in_the_same_words() -> None:
    W, b, x = np.ones((2, 1, 5, 5)), np.zeros(2), np.ones((1, 1, 4, 4))
    for layer in (PlainConvolution(W, b), Convolution(W, b)):
        with pytest.raises(ValueError, match="window 5 is larger than the padded image, 4"):
            layer.forward(x)


def test_a_network_learns_with_the_plain_one_in_its_place() -> None:
    from engine.networks import SimpleConvNet

    rng = np.random.default_rng(0)
    net = SimpleConvNet((1, 8, 8), hidden_size=6, output_size=3, dtype=np.float64, rng=rng)
    x, t = rng.standard_normal((4, 1, 8, 8)), np.array([0, 2, 1, 1])
    fast = {name: gradient.copy() for name, gradient in net.gradient(x, t).items()}
    net.chain({**net.layers, "Conv1": PlainConvolution(net.params["W1"], net.params["b1"])})
    for name, gradient in net.gradient(x, t).items():
        np.testing.assert_allclose(gradient, fast[name], rtol=1e-9, atol=1e-12)
