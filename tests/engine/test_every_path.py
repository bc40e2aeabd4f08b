"""Functions, nodes and losses on every array module and in every dtype: the paths that the layers' own tests do not take."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine import functions
from engine.backend import Array
from engine.layers import (
    Add,
    Affine,
    BatchNormalization,
    Convolution,
    Div,
    Dropout,
    Exp,
    Log,
    Mul,
    SigmoidWithLoss,
    SoftmaxWithLoss,
)
from engine.optimizers import clip_grads

RNG = np.random.default_rng(6)
X, Y = RNG.random((3, 4)) + 0.5, RNG.random((3, 4)) + 0.5
LABELS = np.array([0, 3, 1])
ROWS = functions.one_hot(LABELS, 4)
IMAGES = RNG.standard_normal((2, 3, 5, 5))

FUNCTIONS: dict[str, Callable[[Callable[[Array], Any]], Any]] = {
    "identity": lambda a: functions.identity_function(a(X)),
    "step": lambda a: functions.step_function(a(X - 1)),
    "sigmoid": lambda a: functions.sigmoid(a(X - 1)),
    "tanh": lambda a: functions.tanh(a(X)),
    "relu": lambda a: functions.relu(a(X - 1)),
    "softmax of one": lambda a: functions.softmax(a(X[0])),
    "squared error, labels": lambda a: functions.sum_squared_error(a(X), a(LABELS)),
    "squared error, rows": lambda a: functions.sum_squared_error(a(X), a(ROWS)),
    "squared error of one": lambda a: functions.sum_squared_error(a(X[0]), a(ROWS[0])),
    "cross entropy, labels": lambda a: functions.cross_entropy_error(a(X), a(LABELS)),
    "cross entropy, rows": lambda a: functions.cross_entropy_error(a(X), a(ROWS)),
    "clipping": lambda a: clipped(a(X)),
}
NODES = {"Add": Add, "Mul": Mul, "Div": Div, "Exp": Exp, "Log": Log}
LEARNERS: dict[str, Callable[[Callable[[Array], Any]], tuple[Any, Any]]] = {
    "Affine": lambda a: (Affine(a(RNG.random((4, 2))), a(np.ones(2))), a(X)),
    "Affine of images": lambda a: (Affine(a(np.ones((75, 2))), a(np.ones(2))), a(IMAGES)),
    "BatchNormalization": lambda a: (BatchNormalization(a(np.ones(4)), a(np.zeros(4))), a(X)),
    "Convolution": lambda a: (Convolution(a(np.ones((2, 3, 3, 3))), a(np.ones(2)), 2, 1), a(IMAGES)),
}
DTYPES = [np.float16, np.float32, np.float64]


def clipped(g: Any) -> Any:
    clip_grads({"W": g}, 0.5)
    return g


def as_float(dtype: type[Array]) -> Callable[[Array], Array]:
    """Numbers in this dtype; labels stay labels."""
    return lambda array: array if array.dtype.kind in "iu" else array.astype(dtype)


def there_and_back(make: Callable[[], Any], a: Callable[[Array], Any]) -> list[Any]:
    node = make()
    z = node.forward(a(X)) if make in (Exp, Log) else node.forward(a(X), a(Y))
    gradients = node.backward(z)
    return [z, *(gradients if isinstance(gradients, tuple) else (gradients,))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_gives_the_same_numbers_on_every_module(name: str, xp: Any, host: Callable[..., Any]) -> None:
    np.testing.assert_allclose(host(FUNCTIONS[name](xp.asarray)), FUNCTIONS[name](np.asarray), rtol=1e-12)


@pytest.mark.parametrize("name", NODES)
def test_a_node_gives_the_same_numbers_on_every_module(name: str, xp: Any, host: Callable[..., Any]) -> None:
    for ours, numpys in zip(there_and_back(NODES[name], xp.asarray), there_and_back(NODES[name], np.asarray), strict=True):
        np.testing.assert_allclose(host(ours), numpys, rtol=1e-12)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", NODES)
def test_a_node_keeps_the_dtype(name: str, dtype: type[Array]) -> None:
    assert {array.dtype.type for array in there_and_back(NODES[name], as_float(dtype))} == {dtype}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "step"])
def test_a_function_keeps_the_dtype(name: str, dtype: type[Array]) -> None:
    assert FUNCTIONS[name](as_float(dtype)).dtype == dtype


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", LEARNERS)
def test_gradients_of_parameters_keep_the_dtype(name: str, dtype: type[Array]) -> None:
    layer, x = LEARNERS[name](as_float(dtype))
    layer.backward(layer.forward(x))
    gradients = [value for attribute, value in vars(layer).items() if attribute in ("dW", "db", "dgamma", "dbeta")]
    assert [g.dtype for g in gradients] == [dtype, dtype]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("t", [LABELS, ROWS], ids=["labels", "rows"])
def test_softmax_with_loss_keeps_the_dtype(t: Array, dtype: type[Array]) -> None:
    layer = SoftmaxWithLoss()
    assert [layer.forward(X.astype(dtype), t).dtype, layer.backward().dtype, layer.backward(2.0).dtype] == [dtype] * 3


@pytest.mark.parametrize("dtype", DTYPES)
def test_sigmoid_with_loss_keeps_the_dtype(dtype: type[Array]) -> None:
    layer = SigmoidWithLoss()
    assert [layer.forward(X[:, 0].astype(dtype), np.array([0, 1, 1])).dtype, layer.backward().dtype] == [dtype, dtype]


@pytest.mark.parametrize("train_flg", [True, False])
def test_dropout_follows_its_data_whether_it_trains_or_not(xp: Any, host: Callable[..., Any], train_flg: bool) -> None:
    there = Dropout(0.5)
    y = there.forward(xp.asarray(X), train_flg)
    np.testing.assert_array_equal(host(there.backward(xp.asarray(X))), host(y))  # the mask of forward, whatever it was


@pytest.mark.parametrize("dtype", DTYPES)
def test_dropout_keeps_the_dtype(dtype: type[Array]) -> None:
    layer = Dropout(0.5, rng=np.random.default_rng(0))
    assert [layer.forward(X.astype(dtype)).dtype, layer.backward(X.astype(dtype)).dtype] == [dtype, dtype]


def test_rows_as_answers_train_softmax_with_loss_on_every_module(xp: Any, host: Callable[..., Any]) -> None:
    there, here = SoftmaxWithLoss(), SoftmaxWithLoss()
    np.testing.assert_allclose(
        host(there.forward(xp.asarray(X), xp.asarray(ROWS.astype(float)))), here.forward(X, ROWS.astype(float))
    )
    np.testing.assert_allclose(host(there.backward()), here.backward())
