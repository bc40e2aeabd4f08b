"""Bad input is refused at once, with the place, the fault and the cure."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.backend import Array
from engine.expect import NotANumber
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


def affine(D: int = 3, M: int = 2) -> Affine:
    return Affine(np.ones((D, M)), np.zeros(M))


def convolution(kind: type[Convolution] | type[PlainConvolution] = Convolution) -> Convolution | PlainConvolution:
    return kind(np.ones((4, 3, 2, 2)), np.zeros(4))


def batch_normalization(D: int = 3) -> BatchNormalization:
    return BatchNormalization(np.ones(D), np.zeros(D))


ROWS = {
    "Affine": affine,
    "MatMul": lambda: MatMul(np.ones((3, 2))),
    "Relu": Relu,
    "Sigmoid": Sigmoid,
    "Tanh": Tanh,
    "Softmax": Softmax,
    "Dropout": Dropout,
    "BatchNormalization": batch_normalization,
}
IMAGES = {
    "Convolution": convolution,
    "PlainConvolution": lambda: convolution(PlainConvolution),
    "Pooling": lambda: Pooling(2, 2),
}
EVERY = [(name, make, np.ones((2, 3))) for name, make in ROWS.items()]
EVERY += [(name, make, np.ones((2, 3, 4, 4))) for name, make in IMAGES.items()]
every_layer = pytest.mark.parametrize(("name", "make", "x"), EVERY, ids=[name for name, *_ in EVERY])


@every_layer
def test_integers_are_refused_with_the_cure(name: str, make: Any, x: Array) -> None:
    with pytest.raises(ValueError, match=rf"{name}: x holds int64: give floats, e.g. x.astype\(np.float32\)"):
        make().forward(x.astype(np.int64))


@every_layer
def test_a_nan_is_refused_and_found(name: str, make: Any, x: Array) -> None:
    x = x.copy()
    x[(1, *(0,) * (x.ndim - 1))] = np.nan
    with pytest.raises(ValueError, match=rf"{name}: x has NaN at \(1, 0"):
        make().forward(x)


@every_layer
def test_an_empty_batch_is_refused(name: str, make: Any, x: Array) -> None:
    with pytest.raises(ValueError, match=rf"{name}: x is \(0, 3.*empty batch"):
        make().forward(x[:0])


@every_layer
def test_backward_before_forward_is_refused(name: str, make: Any, x: Array) -> None:
    with pytest.raises(RuntimeError, match=f"{name}: backward before forward"):
        make().backward(x)


@every_layer
def test_a_dout_that_would_broadcast_is_refused(name: str, make: Any, x: Array) -> None:
    layer = make()
    y = layer.forward(x)
    with pytest.raises(ValueError, match=f"{name}: dout is .* but the output was {re.escape(str(y.shape))}"):
        layer.backward(y[:1])


@pytest.mark.parametrize("node", [Mul(), Div(), Exp(), Log(), Sum(), SoftmaxWithLoss(), SigmoidWithLoss()])
def test_a_node_has_no_backward_before_forward(node: Any) -> None:
    with pytest.raises(RuntimeError, match="backward before forward"):
        node.backward(np.ones((1, 3)))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: affine(100, 10).forward(np.ones((32, 784))),
            "Affine: x is (32, 784) but W is (100, 10): x's last axis must equal W's first",
        ),
        (lambda: affine(5).forward(np.ones((2, 1, 2, 2))), "Affine: x is (2, 1, 2, 2) but W is (5, 2)"),
        (lambda: Affine(np.ones((3, 2)), np.zeros(3)), "Affine: W is (3, 2) and b is (3,): W must be (D, M) and b (M,)"),
        (lambda: MatMul(np.ones((4, 2))).forward(np.ones((2, 3))), "MatMul: x is (2, 3) but W is (4, 2)"),
        (lambda: Convolution(np.ones((4, 3, 2)), np.zeros(4)), "W must be (FN, C, FH, FW) and b (FN,)"),
        (lambda: convolution().forward(np.ones((2, 3))), "Convolution: x is (2, 3), 2 axes, but must be (N, C, H, W)"),
        (
            lambda: convolution().forward(np.ones((2, 1, 4, 4))),
            "x is (2, 1, 4, 4) but W is (4, 3, 2, 2): both must have the same C",
        ),
        (lambda: convolution().forward(np.ones((2, 3, 1, 4))), "window 2 is larger than the padded image, 1"),
        (lambda: Pooling(2, 2).forward(np.ones((2, 3))), "Pooling: x is (2, 3), 2 axes, but must be (N, C, H, W)"),
        (lambda: Pooling(2, 2, pad=2), "Pooling: pad is 2: it must be smaller than the window, (2, 2)"),
        (lambda: Dropout(1.0), "Dropout: dropout_ratio is 1.0"),
        (lambda: BatchNormalization(np.ones(3), np.zeros(2)), "gamma is (3,) and beta (2,)"),
        (lambda: batch_normalization(3).forward(np.ones((2, 4))), "x is (2, 4) but must be (N, 3) or (N, 3, H, W)"),
        (lambda: batch_normalization(3).forward(np.ones((1, 3))), "x is (1, 3): one value a feature has no variance"),
        (lambda: Residual([affine(3, 2)]).forward(np.ones((2, 3))), "Residual: x is (2, 3) but its layers give (2, 2)"),
        (lambda: Mul().forward(np.ones(3), np.ones(2)), "Mul: x is (3,) but y is (2,)"),
        (lambda: Add().forward(np.ones(3), 1.0), "Add: x is (3,) but y is ()"),
        (lambda: Repeat(3).forward(np.ones((2, 4))), "Repeat: x is (2, 4) but must be (1, D)"),
        (lambda: Repeat(0), "Repeat: n is 0"),
        (lambda: Relu().forward([1.0, 2.0]), "Relu: x is a list: make it an array"),
    ],
)
def test_a_wrong_shape_is_told_with_its_symbols(call: Callable[..., Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        call()


@pytest.mark.parametrize(
    ("t", "words"),
    [
        (np.array([0, 3]), "t has labels 0 to 3: 3 classes have labels 0 to 2"),
        (np.array([-1, 0]), "t has labels -1 to 0"),
        (np.array([0.0, 1.0]), "t holds float64 labels: labels are integers"),
        (np.array([0, 1, 2]), "y is (2, 3) but t is (3,): t must be (2, 3) (one-hot) or (2,) (labels)"),
    ],
)
def test_answers_that_do_not_fit_are_refused(t: Array, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        SoftmaxWithLoss().forward(np.ones((2, 3)), t)


def test_a_nan_among_the_scores_is_refused_by_the_loss() -> None:
    with pytest.raises(ValueError, match=r"SoftmaxWithLoss: x has NaN at \(1, 2\)"):
        SoftmaxWithLoss().forward(np.array([[0.0, 1, 2], [0, 1, np.nan]]), np.array([0, 1]))


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([[0.0, 1], [0, np.inf]], r"x has infinity at \(1, 1\)"),
        ([[0.0, 1], [-np.inf, 0]], r"x has infinity at \(1, 0\)"),
        ([[-1e308, 1e308], [0, 1]], "the loss is NaN: t has NaN, or the scores x lie further apart than float64 reaches"),
    ],
)
def test_a_loss_that_is_no_number_says_why(scores: list[list[float]], words: str) -> None:
    with pytest.raises(NotANumber, match=f"SoftmaxWithLoss: {words}"):
        SoftmaxWithLoss().forward(np.array(scores), np.eye(2)[[1, 1]])


@pytest.mark.filterwarnings("ignore:invalid")
@pytest.mark.parametrize("x", [np.inf, -np.inf])
def test_an_infinite_score_is_refused_by_the_loss_of_a_sigmoid(x: float) -> None:
    with pytest.raises(NotANumber, match=r"SigmoidWithLoss: x has infinity at \(1,\)"):
        SigmoidWithLoss().forward(np.array([0.0, x]), np.array([0.0, x > 0]))


def test_one_zero_or_one_for_each_x() -> None:
    with pytest.raises(ValueError, match=r"SigmoidWithLoss: x is \(2,\) but t is \(3,\)"):
        SigmoidWithLoss().forward(np.ones(2), np.zeros(3))
