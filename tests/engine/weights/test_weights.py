from pathlib import Path

import numpy as np
import pytest

from engine.datasets import load_mnist
from engine.functions import softmax
from engine.networks import TwoLayerNet
from engine.training.recipes import Trained
from engine.weights import SHIPPED, load_weights, pretrained
from engine.weights.make import save_small

GOALS = {"SampleNet": 0.97, "DeepConvNet": 0.993}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_network_reads_its_goal_of_a_thousand_test_digits(name: str) -> None:
    _, (x, t) = load_mnist(flatten=name == "SampleNet")
    every_tenth = slice(None, None, 10)
    assert pretrained(name).accuracy(x[every_tenth], t[every_tenth]) >= GOALS[name] - 0.005


def test_weights_come_by_the_names_of_the_books_sample() -> None:
    weights = load_weights("SampleNet")
    assert {key: array.shape for key, array in weights.items()} == {
        "W1": (784, 50),
        "b1": (50,),
        "W2": (50, 100),
        "b2": (100,),
        "W3": (100, 10),
        "b3": (10,),
    }
    assert {array.dtype for array in weights.values()} == {np.dtype(np.float32)}


def test_half_precision_reads_the_same_digits() -> None:
    _, (x, _) = load_mnist()
    whole, half = pretrained("SampleNet"), pretrained("SampleNet", np.float16)
    y = half.predict(x[:500].astype(np.float16))
    assert y.dtype == np.float16
    assert (y.argmax(axis=1) == whole.predict(x[:500]).argmax(axis=1)).mean() > 0.99
    np.testing.assert_allclose(softmax(y.astype(np.float32)), softmax(whole.predict(x[:500])), atol=0.05)


def test_made_weights_are_small_and_load_again(tmp_path: Path) -> None:
    net = TwoLayerNet(4, 3, 2, rng=np.random.default_rng(0))
    save_small(Trained("TwoLayerNet", net, 1.0, 1.0, 0, 0.0), tmp_path / "net.npz")
    other = TwoLayerNet(4, 3, 2)
    other.load(tmp_path / "net.npz")
    np.testing.assert_allclose(other.params["W1"], net.params["W1"], rtol=1e-3)


def test_weights_that_do_not_ship_are_told() -> None:
    with pytest.raises(ValueError, match='"TwoLayerNet" has no shipped weights: use one of SampleNet, DeepConvNet'):
        load_weights("TwoLayerNet")
