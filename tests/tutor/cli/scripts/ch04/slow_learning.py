"""Chapter 4: numerical gradients, on a few coarse digits."""

import os
import sys

sys.path.append(os.pardir)
import numpy as np
from common.functions import cross_entropy_error, softmax
from common.gradient import numerical_gradient
from two_layer_net import TwoLayerNet

from dataset.mnist import load_mnist

W, x1, t1 = np.ones((2, 3)), np.array([0.6, 0.9]), np.array([0, 0, 1])
dW = numerical_gradient(lambda _: cross_entropy_error(softmax(np.dot(x1, W)), t1), W)
assert dW.shape == W.shape
assert np.allclose(dW, np.outer(x1, softmax(np.dot(x1, W)) - t1), atol=1e-4)

np.random.seed(0)
(x, t), _ = load_mnist(one_hot_label=True)
x, t = x[:50].reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49).astype(float), t[:50].astype(float)
net = TwoLayerNet(input_size=49, hidden_size=4, output_size=10)
before = net.loss(x, t)
for _ in range(3):
    grads = net.numerical_gradient(x, t)
    for key in ("W1", "b1", "W2", "b2"):
        net.params[key] -= 0.5 * grads[key]
assert net.loss(x, t) < before
