"""Every layer's backward is what differences say, in float64, with no other library to ask."""

import numpy as np
import pytest

from engine.backend import Array
from engine.gradients import numerical_gradient
from engine.layers import (
    Add,
    Affine,
    BatchNormalization,
    Convolution,
    Div,
    Dropout,
    Exp,
    Log,
    MatMul,
    Mul,
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
)
from engine.networks.network import Layer

RNG = np.random.default_rng(3)


def normal(*shape: int) -> Array:
    return RNG.standard_normal(shape)


LAYERS: dict[str, tuple[Layer, Array, dict[str, str]]] = {
    "Affine": (Affine(normal(4, 5), normal(5)), normal(3, 4), {"W": "dW", "b": "db"}),
    "Affine of images": (Affine(normal(12, 5), normal(5)), normal(2, 3, 1, 4), {"W": "dW", "b": "db"}),
    "Affine of one datum": (Affine(normal(4, 5), normal(5)), normal(4), {"W": "dW", "b": "db"}),
    "MatMul": (MatMul(normal(4, 5)), normal(3, 4), {"W": "dW"}),
    "Relu": (Relu(), normal(3, 4), {}),
    "Sigmoid": (Sigmoid(), normal(3, 4), {}),
    "Tanh": (Tanh(), normal(3, 4), {}),
    "Softmax": (Softmax(), normal(3, 4), {}),
    "Exp": (Exp(), normal(3, 4), {}),
    "Log": (Log(), 1 + RNG.random((3, 4)), {}),
    "Repeat": (Repeat(5), normal(1, 4), {}),
    "Sum": (Sum(), normal(3, 4), {}),
    "Dropout": (Dropout(0.0), normal(3, 4), {}),
    "BatchNormalization": (BatchNormalization(normal(4), normal(4)), normal(5, 4), {"gamma": "dgamma", "beta": "dbeta"}),
    "BatchNormalization of images": (
        BatchNormalization(normal(3), normal(3)),
        normal(2, 3, 2, 2),
        {"gamma": "dgamma", "beta": "dbeta"},
    ),
    "Convolution": (Convolution(normal(4, 3, 2, 3), normal(4), stride=2, pad=1), normal(2, 3, 5, 6), {"W": "dW", "b": "db"}),
    "PlainConvolution": (
        PlainConvolution(normal(4, 3, 2, 3), normal(4), stride=2, pad=1),
        normal(2, 3, 5, 6),
        {"W": "dW", "b": "db"},
    ),
    "Pooling": (Pooling(3, 2, stride=2, pad=1), normal(2, 3, 6, 5), {}),
    "Residual": (Residual([Affine(normal(4, 4), normal(4)), Tanh()]), normal(3, 4), {}),
}


@pytest.mark.parametrize("name", LAYERS)
def test_backward_is_the_slope_of_forward(name: str) -> None:
    layer, x, grads = LAYERS[name]
    dout = normal(*layer.forward(x).shape)
    dx = layer.backward(dout)
    loss = lambda _: (layer.forward(x) * dout).sum()  # noqa: E731
    found = {parameter: getattr(layer, gradient).copy() for parameter, gradient in grads.items()}
    np.testing.assert_allclose(dx, numerical_gradient(loss, x), rtol=1e-5, atol=1e-6)
    for parameter, gradient in found.items():
        np.testing.assert_allclose(gradient, numerical_gradient(loss, getattr(layer, parameter)), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", LAYERS)
def test_a_second_backward_gives_the_same_gradient_and_leaves_dout_alone(name: str) -> None:
    layer, x, grads = LAYERS[name]
    dout = normal(*layer.forward(x).shape)
    lent = dout.copy()
    first = [layer.backward(lent).copy(), *(getattr(layer, gradient).copy() for gradient in grads.values())]
    second = [layer.backward(lent), *(getattr(layer, gradient) for gradient in grads.values())]
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(lent, dout)


@pytest.mark.parametrize("name", LAYERS)
def test_backward_is_linear_in_dout(name: str) -> None:
    layer, x, _ = LAYERS[name]
    y = layer.forward(x)
    v, w = normal(*y.shape), normal(*y.shape)
    mixed = layer.backward(2 * v - 3 * w)
    np.testing.assert_allclose(mixed, 2 * layer.backward(v) - 3 * layer.backward(w), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("node", [Mul(), Add(), Div()])
def test_a_node_of_two_inputs_gives_each_its_slope(node: Add | Div | Mul) -> None:
    x, y, dout = normal(3, 4), 2 + RNG.random((3, 4)), normal(3, 4)
    node.forward(x, y)
    dx, dy = node.backward(dout)
    loss = lambda _: (node.forward(x, y) * dout).sum()  # noqa: E731
    np.testing.assert_allclose(dx, numerical_gradient(loss, x), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(dy, numerical_gradient(loss, y), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize(
    ("layer", "x", "t"),
    [
        (SoftmaxWithLoss(), normal(3, 4), np.array([0, 3, 1])),
        (SoftmaxWithLoss(), normal(3, 4), np.eye(4)[[0, 3, 1]]),
        (SoftmaxWithLoss(), normal(4), 2),
        (SoftmaxWithLoss(), normal(4), np.eye(4)[2]),
        (SigmoidWithLoss(), normal(3, 1), np.array([[0], [1], [1]])),
        (SigmoidWithLoss(), normal(3), np.array([0, 1, 1])),
    ],
)
def test_a_loss_gives_its_slope_times_dout(layer: SigmoidWithLoss | SoftmaxWithLoss, x: Array, t: Array) -> None:
    layer.forward(x, t)
    dx = layer.backward(2.5)
    numerical = numerical_gradient(lambda _: layer.forward(x, t), x)
    np.testing.assert_allclose(dx, 2.5 * numerical, rtol=1e-5, atol=1e-8)
    assert dx.shape == x.shape
