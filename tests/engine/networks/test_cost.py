"""Multiply-adds are those of the layers that an image goes through."""

import numpy as np

from engine.networks import SimpleConvNet, TwoLayerNet
from engine.networks.cost import multiply_adds

IMAGE = np.zeros((1, 1, 28, 28), np.float32)


def test_a_matrix_is_used_once_for_each_row() -> None:
    network = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    assert multiply_adds(network, IMAGE.reshape(1, 784)) == 784 * 50 + 50 * 10


def test_filters_are_used_at_each_place() -> None:
    network = SimpleConvNet(rng=np.random.default_rng(0))
    assert multiply_adds(network, IMAGE) == 30 * 25 * 24 * 24 + 30 * 12 * 12 * 100 + 100 * 10


def test_the_network_works_as_before_afterwards() -> None:
    network = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    multiply_adds(network, IMAGE.reshape(1, 784))
    assert all("forward" not in vars(layer) for layer in network.layers.values())


def test_without_layers_the_matrices_count_once_a_row() -> None:
    class Bare:
        params = {"W": np.zeros((4, 3)), "b": np.zeros(3)}

        def predict(self, x: np.ndarray) -> np.ndarray:
            return x @ self.params["W"] + self.params["b"]

    assert multiply_adds(Bare(), np.zeros((2, 4))) == 24
