"""Chapter 5: apples, and a network that learns by backpropagation."""

import os
import sys

sys.path.append(os.pardir)
import numpy as np
from layer_naive import AddLayer, MulLayer
from two_layer_net import TwoLayerNet

from dataset.mnist import load_mnist

apples, tax = MulLayer(), MulLayer()
assert round(tax.forward(apples.forward(100, 2), 1.1)) == 220
dprice, dtax = tax.backward(1)
assert np.allclose(apples.backward(dprice), (2.2, 110))
assert AddLayer().forward(2, 3) == 5

np.random.seed(0)
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)
network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10)
for _ in range(600):
    rows = np.random.choice(len(x_train), 100)
    grad = network.gradient(x_train[rows], t_train[rows])
    for key in ("W1", "b1", "W2", "b2"):
        network.params[key] -= 0.1 * grad[key]
assert network.accuracy(x_test, t_test) > 0.8
