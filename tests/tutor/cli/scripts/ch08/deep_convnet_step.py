"""Chapter 8: a few steps of the deep network, dropout and all."""

import os
import sys

sys.path.append(os.pardir)
import numpy as np
from common.optimizer import Adam
from deep_convnet import DeepConvNet

from dataset.mnist import load_mnist

np.random.seed(0)
(x, t), _ = load_mnist(flatten=False)
network, optimizer = DeepConvNet(), Adam(lr=0.002)
first = network.loss(x[:40], t[:40])
for _ in range(6):
    optimizer.update(network.params, network.gradient(x[:40], t[:40]))
assert network.loss(x[:40], t[:40]) < first
assert 0 <= network.accuracy(x[:40], t[:40]) <= 1
