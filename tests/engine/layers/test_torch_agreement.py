"""Every layer and loss gives the values and gradients that PyTorch's autograd gives, in float64."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Residual,
    Sigmoid,
    SigmoidWithLoss,
    Softmax,
    SoftmaxWithLoss,
    Tanh,
)
from engine.networks.network import Layer

torch: Any = pytest.importorskip("torch", reason="PyTorch, the optional oracle, is not installed")
F = torch.nn.functional

sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)

Sliding: TypeAlias = tuple[tuple[int, ...], tuple[int, int], int, int]


def drawn(seed: int, *shapes: tuple[int, ...]) -> list[Array]:
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in shapes]


def oracle(function: Callable[..., Any], *arrays: Array, dout: Array = None) -> tuple[Array, list[Array]]:
    """PyTorch's output and its gradient for every array. dout None: the output is a loss."""
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    y = function(*tensors)
    y.backward(torch.ones_like(y) if dout is None else torch.tensor(dout))
    return y.detach().numpy(), [tensor.grad.numpy() for tensor in tensors]


def agree(ours: Array, theirs: Array) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)


def assert_layer_agrees(
    layer: Layer,
    function: Callable[..., Any],
    x: Array,
    params: Sequence[Array] = (),
    grads: Sequence[str] = (),
    seed: int = 0,
) -> None:
    y = layer.forward(x)
    (dout,) = drawn(seed + 1, y.shape)
    expected, (dx, *rest) = oracle(function, x, *params, dout=dout)
    agree(y, expected)
    agree(layer.backward(dout), dx)
    for name, gradient in zip(grads, rest, strict=True):
        agree(getattr(layer, name), gradient)


@given(sizes, sizes, sizes, seeds)
def test_affine_agrees(N: int, D: int, M: int, seed: int) -> None:
    x, W, b = drawn(seed, (N, D), (D, M), (M,))
    assert_layer_agrees(Affine(W, b), lambda x, W, b: x @ W + b, x, (W, b), ("dW", "db"), seed)


@given(sizes, sizes, sizes, sizes, sizes, seeds)
def test_affine_agrees_on_images(N: int, C: int, H: int, W_: int, M: int, seed: int) -> None:
    x, W, b = drawn(seed, (N, C, H, W_), (C * H * W_, M), (M,))
    assert_layer_agrees(Affine(W, b), lambda x, W, b: x.flatten(1) @ W + b, x, (W, b), ("dW", "db"), seed)


@given(sizes, sizes, sizes, seeds)
def test_matmul_agrees(N: int, D: int, M: int, seed: int) -> None:
    x, W = drawn(seed, (N, D), (D, M))
    assert_layer_agrees(MatMul(W), lambda x, W: x @ W, x, (W,), ("dW",), seed)


@pytest.mark.parametrize(
    ("layer", "function"),
    [
        (Relu, torch.relu),
        (Sigmoid, torch.sigmoid),
        (Tanh, torch.tanh),
        (Softmax, lambda x: torch.softmax(x, -1)),
    ],
)
@given(N=sizes, D=sizes, seed=seeds, scale=st.sampled_from([1, 10, 100]))
def test_an_activation_agrees(
    layer: Callable[[], Layer], function: Callable[..., Any], N: int, D: int, seed: int, scale: int
) -> None:
    (x,) = drawn(seed, (N, D))
    assert_layer_agrees(layer(), function, scale * x, seed=seed)


@st.composite
def sliding(draw: st.DrawFn, most_pad: int = 2) -> Sliding:
    """(N, C, H, W), window, stride and pad such that at least one window fits."""
    window = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    pad = draw(st.integers(0, most_pad))
    H, W = (draw(st.integers(max(1, size - 2 * pad), 7)) for size in window)
    return (draw(st.integers(1, 3)), draw(st.integers(1, 3)), H, W), window, draw(st.integers(1, 3)), pad


@pytest.mark.parametrize("make", [Convolution, PlainConvolution])
@given(drawn_sizes=sliding(), FN=st.integers(1, 4), seed=seeds)
def test_convolution_agrees(make: Callable[..., Layer], drawn_sizes: Sliding, FN: int, seed: int) -> None:
    shape, window, stride, pad = drawn_sizes
    x, W, b = drawn(seed, shape, (FN, shape[1], *window), (FN,))
    layer = make(W, b, stride=stride, pad=pad)
    assert_layer_agrees(layer, lambda x, W, b: F.conv2d(x, W, b, stride, pad), x, (W, b), ("dW", "db"), seed)


@given(sliding(most_pad=1), seeds)
def test_pooling_agrees(drawn_sizes: Sliding, seed: int) -> None:
    shape, window, stride, pad = drawn_sizes
    pad = min(pad, min(window) // 2)  # PyTorch allows no more
    shape = (*shape[:2], *(max(size, side - 2 * pad) for size, side in zip(shape[2:], window, strict=True)))
    (x,) = drawn(seed, shape)
    assert_layer_agrees(
        Pooling(*window, stride=stride, pad=pad), lambda x: F.max_pool2d(x, window, stride, pad), x, seed=seed
    )


@given(seeds)
def test_pooling_gives_a_tie_to_the_first_as_pytorch_does(seed: int) -> None:
    x = np.random.default_rng(seed).integers(0, 2, (2, 2, 6, 6)).astype(float)
    assert_layer_agrees(Pooling(2, 2, stride=2), lambda x: F.max_pool2d(x, 2, 2), x, seed=seed)


@given(st.integers(2, 5), sizes, st.sampled_from([(), (1, 1), (2, 3)]), seeds)
def test_batch_normalization_agrees_in_training(N: int, D: int, pixels: tuple[int, ...], seed: int) -> None:
    x, gamma, beta = drawn(seed, (N, D, *pixels), (D,), (D,))
    layer = BatchNormalization(gamma, beta, eps=1e-3)
    expected = lambda x, gamma, beta: F.batch_norm(x, None, None, gamma, beta, True, eps=1e-3)  # noqa: E731
    assert_layer_agrees(layer, expected, x, (gamma, beta), ("dgamma", "dbeta"), seed)


@given(sizes, sizes, st.sampled_from([(), (2, 3)]), seeds)
def test_batch_normalization_agrees_in_prediction(N: int, D: int, pixels: tuple[int, ...], seed: int) -> None:
    x, gamma, beta, mean, var = drawn(seed, (N, D, *pixels), *[(D,)] * 4)
    layer = BatchNormalization(gamma, beta, running_mean=mean, running_var=var**2, eps=1e-3)
    running = torch.tensor(mean), torch.tensor(var**2)
    expected, (dx, _, _) = oracle(lambda x, g, b: F.batch_norm(x, *running, g, b, False, eps=1e-3), x, gamma, beta, dout=x)
    agree(layer.forward(x, train_flg=False), expected)
    agree(layer.backward(x), dx)


@given(sizes, sizes, seeds)
def test_dropout_agrees_for_the_same_mask(N: int, D: int, seed: int) -> None:
    (x,) = drawn(seed, (N, D))
    layer = Dropout(0.3, rng=np.random.default_rng(seed))
    mask = torch.tensor(np.random.default_rng(seed).random(x.shape) >= 0.3)
    assert_layer_agrees(layer, lambda x: x * mask / 0.7, x, seed=seed)


@given(sizes, sizes, seeds)
def test_a_residual_block_agrees(N: int, D: int, seed: int) -> None:
    x, W, b = drawn(seed, (N, D), (D, D), (D,))
    assert_layer_agrees(Residual([Affine(W, b), Tanh()]), lambda x: x + torch.tanh(x @ torch.tensor(W) + torch.tensor(b)), x)


@pytest.mark.parametrize("form", ["labels", "one-hot"])
@given(N=sizes, K=st.integers(2, 6), seed=seeds, scale=st.sampled_from([1, 100, 1000]))
def test_softmax_with_loss_agrees(form: str, N: int, K: int, seed: int, scale: int) -> None:
    (x,) = drawn(seed, (N, K))
    labels = np.random.default_rng(seed).integers(0, K, N)
    layer = SoftmaxWithLoss()
    loss = layer.forward(scale * x, labels if form == "labels" else np.eye(K)[labels])
    expected, (dx,) = oracle(lambda x: F.cross_entropy(x, torch.tensor(labels)), scale * x)
    agree(loss, expected)
    agree(layer.backward(), dx)
    agree(layer.backward(3.0), 3 * dx)


@given(sizes, seeds, st.sampled_from([1, 100, 1000]))
def test_sigmoid_with_loss_agrees(N: int, seed: int, scale: int) -> None:
    (x,) = drawn(seed, (N,))
    t = np.random.default_rng(seed).integers(0, 2, N)
    layer = SigmoidWithLoss()
    loss = layer.forward(scale * x, t)
    expected, (dx,) = oracle(lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor(t).double()), scale * x)
    agree(loss, expected)
    agree(layer.backward(), dx)
