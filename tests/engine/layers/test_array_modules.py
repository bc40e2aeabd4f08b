"""Layers follow their data: on every array module they give NumPy's numbers, and call no other module's functions."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.backend import Array
from engine.layers import (
    Affine,
    BatchNormalization,
    Convolution,
    Dropout,
    MatMul,
    PlainConvolution,
    Pooling,
    Relu,
    Repeat,
    Residual,
    Sigmoid,
    SigmoidWithLoss,
    Softmax,
    SoftmaxWithLoss,
    Sum,
    Tanh,
    col2im,
    im2col,
)

RNG = np.random.default_rng(5)
ROWS, IMAGES = RNG.standard_normal((4, 3)), RNG.standard_normal((2, 3, 6, 6))
W, B = RNG.standard_normal((3, 5)), RNG.standard_normal(5)
SQUARE, FILTERS = RNG.standard_normal((3, 3)), RNG.standard_normal((4, 3, 3, 3))

LAYERS = {
    "Affine": (lambda a: Affine(a(W), a(B)), ROWS),
    "MatMul": (lambda a: MatMul(a(W)), ROWS),
    "Relu": (lambda a: Relu(), ROWS),
    "Sigmoid": (lambda a: Sigmoid(), ROWS),
    "Tanh": (lambda a: Tanh(), ROWS),
    "Softmax": (lambda a: Softmax(), ROWS),
    "Repeat": (lambda a: Repeat(4), ROWS[:1]),
    "Sum": (lambda a: Sum(), ROWS),
    "BatchNormalization": (lambda a: BatchNormalization(a(np.ones(3)), a(np.zeros(3))), ROWS),
    "BatchNormalization of images": (lambda a: BatchNormalization(a(np.ones(3)), a(np.zeros(3))), IMAGES),
    "Convolution": (lambda a: Convolution(a(FILTERS), a(B[:4]), stride=2, pad=1), IMAGES),
    "Convolution of one channel": (lambda a: Convolution(a(FILTERS[:, :1]), a(B[:4])), IMAGES[:, :1]),
    "PlainConvolution": (lambda a: PlainConvolution(a(FILTERS), a(B[:4]), stride=2, pad=1), IMAGES),
    "Pooling": (lambda a: Pooling(3, 3, stride=2, pad=1), IMAGES),
    "Residual": (lambda a: Residual([Affine(a(SQUARE), a(B[:3])), Relu()]), ROWS),
    "Dropout": (lambda a: Dropout(0.0), ROWS),
}


def there_and_back(make: Callable[..., Any], x: Array, xp: Any, dtype: type[Array] = np.float64) -> tuple[Array, ...]:
    layer = make(lambda array: xp.asarray(array.astype(dtype)))
    y = layer.forward(xp.asarray(x.astype(dtype)))
    return y, layer.backward(y * y)  # y itself would say little: a normalization answers it with what rounding left


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_gives_the_same_numbers_on_every_module(name: str, xp: Any, host: Callable[..., Any]) -> None:
    make, x = LAYERS[name]
    for ours, numpys in zip(there_and_back(make, x, xp), there_and_back(make, x, np), strict=True):
        assert type(ours) is type(xp.asarray(x))
        np.testing.assert_allclose(host(ours), numpys, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_keeps_the_dtype(name: str, dtype: type[Array]) -> None:
    make, x = LAYERS[name]
    assert [array.dtype for array in there_and_back(make, x, np, dtype)] == [dtype, dtype]


@pytest.mark.parametrize("make", [SoftmaxWithLoss, SigmoidWithLoss])
def test_a_loss_follows_its_data(
    make: type[SigmoidWithLoss] | type[SoftmaxWithLoss], xp: Any, host: Callable[..., Any]
) -> None:
    x, t = (ROWS, np.array([0, 2, 1, 1])) if make is SoftmaxWithLoss else (ROWS[:, 0], np.array([0, 1, 1, 0]))
    ours, numpys = make(), make()
    np.testing.assert_allclose(host(ours.forward(xp.asarray(x), xp.asarray(t))), numpys.forward(x, t))
    np.testing.assert_allclose(host(ours.backward()), numpys.backward())


def test_windows_follow_their_data(xp: Any, host: Callable[..., Any]) -> None:
    col = im2col(xp.asarray(IMAGES), 3, 3, pad=1)
    np.testing.assert_array_equal(host(col), im2col(IMAGES, 3, 3, pad=1))
    np.testing.assert_allclose(host(col2im(col, IMAGES.shape, 3, 3, pad=1)), col2im(host(col), IMAGES.shape, 3, 3, pad=1))
