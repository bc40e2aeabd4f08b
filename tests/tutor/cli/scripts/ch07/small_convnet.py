"""Chapter 7: windows as rows, and a convolutional network on a few digits."""

import os
import sys

sys.path.append(os.pardir)
import numpy as np
from common.layers import Convolution, Pooling
from common.trainer import Trainer
from common.util import im2col
from simple_convnet import SimpleConvNet

from dataset.mnist import load_mnist

assert im2col(np.random.rand(10, 3, 7, 7), 5, 5, stride=1, pad=0).shape == (90, 75)
conv, pool = Convolution(np.random.randn(4, 1, 3, 3), np.zeros(4), stride=1, pad=1), Pooling(2, 2, stride=2)
y = pool.forward(conv.forward(np.random.randn(2, 1, 8, 8)))
assert y.shape == (2, 4, 4, 4)
assert conv.backward(pool.backward(np.ones_like(y))).shape == (2, 1, 8, 8)
assert conv.dW.shape == (4, 1, 3, 3)

np.random.seed(0)
(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)
conv_param = {"filter_num": 8, "filter_size": 5, "pad": 0, "stride": 1}
network = SimpleConvNet((1, 28, 28), conv_param, hidden_size=30, output_size=10, weight_init_std=0.05)
trainer = Trainer(
    network, x_train[:400], t_train[:400], x_test[:200], t_test[:200], epochs=6, mini_batch_size=50,
    optimizer="Adam", optimizer_param={"lr": 0.005}, evaluate_sample_num_per_epoch=200,
)  # fmt: skip
trainer.train()
assert trainer.test_acc_list[-1] > 0.6, trainer.test_acc_list
