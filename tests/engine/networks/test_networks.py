import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.backend import Array
from engine.layers import BatchNormalization, Dropout
from engine.networks import DeepConvNet, MultiLayerNet, SampleNet, SimpleConvNet, TwoLayerNet
from engine.networks.build import new_affine
from engine.networks.convolutional import conv_param
from engine.networks.network import Network
from engine.optimizers import SGD, Adam


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


TINY: list[Any] = [conv_param(n, 3, pad) for n, pad in ((2, 1), (2, 1), (3, 1), (2, 2), (2, 1), (3, 1))]
SMALL: dict[str, tuple[Callable[..., Any], tuple[int, ...]]] = {
    "TwoLayerNet": (lambda **k: TwoLayerNet(6, 5, 3, "xavier", **k), (4, 6)),
    "TwoLayerNet of B2": (lambda **k: TwoLayerNet(6, 5, 3, "xavier", activation="sigmoid", **k), (4, 6)),
    "MultiLayerNet": (lambda **k: MultiLayerNet(6, [5, 4], 3, activation="tanh", **k), (4, 6)),
    "MultiLayerNet with everything": (
        lambda **k: MultiLayerNet(
            6, [5, 4], 3, "sigmoid", "sigmoid", weight_decay_lambda=0.1, use_dropout=True, use_batchnorm=True, **k
        ),
        (6, 6),
    ),
    "SimpleConvNet": (
        lambda **k: SimpleConvNet((2, 6, 6), {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 1}, 5, 3, "he", **k),
        (4, 2, 6, 6),
    ),
    "DeepConvNet": (lambda **k: DeepConvNet((1, 8, 8), *TINY, **{"hidden_size": 4, "output_size": 3} | k), (3, 1, 8, 8)),
}
every_network = pytest.mark.parametrize("name", SMALL)


def built(name: str, dtype: type[Array] = np.float64) -> tuple[Network, Array, Array]:
    make, shape = SMALL[name]
    return make(dtype=dtype, rng=rng()), rng().standard_normal(shape).astype(dtype), rng().integers(0, 3, shape[0])


@every_network
def test_backpropagation_gives_the_numerical_gradient(name: str) -> None:
    net, x, t = built(name)
    numerical = net.numerical_gradient(x, t)
    analytic = net.gradient(x, t)
    assert list(analytic) == list(net.params)
    for key in net.params:
        np.testing.assert_allclose(analytic[key], numerical[key], rtol=1e-4, atol=1e-7, err_msg=key)


def test_masks_of_a_generator_that_nobody_gave_are_the_same_in_every_loss() -> None:
    net, x, t = Network(), rng().standard_normal((5, 3)), np.array([0, 1, 0, 1, 1])
    first, last = (new_affine(rng(), n_in, n_out, "he", np.float64) for n_in, n_out in ((3, 8), (8, 2)))
    net.chain({"Affine1": first, "Dropout": Dropout(), "Affine2": last})
    numerical, analytic = net.numerical_gradient(x, t), net.gradient(x, t)
    for key in net.params:
        np.testing.assert_allclose(analytic[key], numerical[key], rtol=1e-4, atol=1e-7, err_msg=key)


@every_network
def test_the_input_gradient_is_the_slope_of_the_prediction_loss(name: str) -> None:
    net, x, t = built(name)
    net.loss(x, t, train_flg=True)
    u = rng().standard_normal(x.shape)
    h = 1e-5
    slope = (net.last_layer.forward(net.predict(x + h * u), t) - net.last_layer.forward(net.predict(x - h * u), t)) / (2 * h)
    assert (net.input_gradient(x, t) * u).sum() == pytest.approx(slope, rel=1e-5, abs=1e-8)


@every_network
def test_float32_in_gives_float32_out(name: str) -> None:
    net, x, t = built(name, np.float32)
    assert net.predict(x).dtype == np.float32
    assert {gradient.dtype for gradient in net.gradient(x, t).values()} == {np.dtype(np.float32)}


@every_network
def test_float16_predicts(name: str) -> None:
    net, x, _ = built(name, np.float16)
    assert net.predict(x).dtype == np.float16


@every_network
def test_the_same_generator_makes_the_same_network(name: str) -> None:
    make, _ = SMALL[name]
    one, other = make(rng=rng()), make(rng=rng())
    for key in one.params:
        np.testing.assert_array_equal(one.params[key], other.params[key])


@every_network
def test_a_saved_network_predicts_the_same_when_it_is_loaded(name: str, tmp_path: Path) -> None:
    net, x, t = built(name)
    net.gradient(x, t)
    net.save(tmp_path / "net.npz")
    other = SMALL[name][0](dtype=np.float64, rng=np.random.default_rng(1))
    other.load(tmp_path / "net.npz")
    np.testing.assert_array_equal(other.predict(x), net.predict(x))


@pytest.mark.parametrize("name", ["TwoLayerNet", "MultiLayerNet", "SimpleConvNet"])
def test_training_on_a_batch_brings_its_loss_down(name: str) -> None:
    net, x, t = built(name)
    first, optimizer = net.loss(x, t), Adam(0.01)
    for _ in range(60):
        optimizer.update(net.params, net.gradient(x, t))
    assert net.loss(x, t) < first / 2


@every_network
def test_a_network_follows_its_parameters_home(name: str, strict: Any, host: Callable[..., Any]) -> None:
    make, shape = SMALL[name]
    x, t = rng().standard_normal(shape), rng().integers(0, 3, shape[0])
    ours, numpys = make(dtype=np.float64, rng=strict.default_rng(7)), make(dtype=np.float64, rng=rng())
    there = ours.gradient(strict.asarray(x), strict.asarray(t))
    for key, gradient in numpys.gradient(x, t).items():
        np.testing.assert_allclose(host(there[key]), gradient, rtol=1e-9, atol=1e-12)
    assert ours.accuracy(strict.asarray(x), strict.asarray(t)) == numpys.accuracy(x, t)


def test_an_optimizer_changes_the_weights_that_the_layers_hold() -> None:
    net, x, t = built("TwoLayerNet")
    before = net.predict(x)
    SGD(1.0).update(net.params, net.gradient(x, t))
    assert not np.allclose(net.predict(x), before)


def test_the_books_networks_have_the_books_parameters() -> None:
    def shapes(net: Network) -> dict[str, tuple[int, ...]]:
        return {key: p.shape for key, p in net.params.items()}

    assert shapes(TwoLayerNet(784, 50, 10)) == {"W1": (784, 50), "b1": (50,), "W2": (50, 10), "b2": (10,)}
    assert shapes(SampleNet())["W2"] == (50, 100)
    simple = shapes(SimpleConvNet())
    assert (simple["W1"], simple["W2"], simple["W3"]) == ((30, 1, 5, 5), (4320, 100), (100, 10))
    deep = shapes(DeepConvNet())
    assert (deep["W4"], deep["W6"], deep["W7"], deep["W8"]) == ((32, 32, 3, 3), (64, 64, 3, 3), (1024, 50), (50, 10))
    assert list(MultiLayerNet(4, [3], 2, use_batchnorm=True).params) == ["W1", "b1", "gamma1", "beta1", "W2", "b2"]


def test_accuracy_counts_labels_and_one_hot_rows_alike() -> None:
    net, x, _ = built("TwoLayerNet")
    right = net.predict(x).argmax(axis=1)
    assert net.accuracy(x, right) == 1
    assert net.accuracy(x, np.eye(3)[right], batch_size=3) == 1
    assert net.accuracy(x, (right + 1) % 3) == 0


def test_pooling_before_relu_gives_what_the_books_order_gives() -> None:
    net, x, _ = built("SimpleConvNet")
    layers = net.layers
    y = layers["Conv1"].forward(x)
    theirs = layers["Pool1"].forward(layers["Relu1"].forward(y))
    np.testing.assert_array_equal(layers["Relu1"].forward(layers["Pool1"].forward(y)), theirs)


def normalization() -> BatchNormalization:
    return BatchNormalization(np.ones(3), np.zeros(3))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: TwoLayerNet(4, 3, 2).predict(np.ones((2, 5))), "Affine: x is (2, 5) but W is (4, 3)"),
        (lambda: TwoLayerNet(4, 3, 2).accuracy(np.ones((2, 4)), np.zeros(3, int)), "accuracy: x is (2, 4) but t is (3,)"),
        (lambda: TwoLayerNet(4, 3, 2).accuracy(np.ones((0, 4)), np.zeros(0, int)), "accuracy: x is (0, 4): an empty batch"),
        (lambda: TwoLayerNet(4, 3, 2, "heh"), 'weight_init_std: "heh" is unknown'),
        (lambda: MultiLayerNet(4, [3], 2, activation="swish"), 'activation "swish" is unknown: use one of relu'),
        (
            lambda: Network().chain({"A": new_affine(rng(), 4, 3, "he", float), "B": normalization(), "C": normalization()}),
            "chain: a BatchNormalization and a BatchNormalization would both be gamma1: put a layer with weights W between",
        ),
        (lambda: SimpleConvNet((1, 3, 3)), "window 5 is larger than the padded image, 3"),
    ],
)
def test_what_cannot_work_is_told(call: Callable[..., Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        call()


def test_loading_another_networks_weights_changes_nothing(tmp_path: Path) -> None:
    TwoLayerNet(4, 5, 2).save(tmp_path / "other.npz")
    net = TwoLayerNet(4, 3, 2, rng=rng())
    before = {key: p.copy() for key, p in net.params.items()}
    with pytest.raises(ValueError, match=r"other\.npz: W1 is \(4, 5\) but must be \(4, 3\)"):
        net.load(tmp_path / "other.npz")
    with pytest.raises(ValueError, match="has W1, W2, b1, b2 but not W3"):
        MultiLayerNet(4, [5, 5], 2).load(tmp_path / "other.npz")
    for key, p in net.params.items():
        np.testing.assert_array_equal(p, before[key])
