"""Chapter 6: optimizers side by side, then batch normalization, dropout and the trainer."""

import os
import sys

sys.path.append(os.pardir)
import numpy as np
from common.multi_layer_net import MultiLayerNet
from common.multi_layer_net_extend import MultiLayerNetExtend
from common.optimizer import *
from common.trainer import Trainer
from common.util import shuffle_dataset, smooth_curve

from dataset.mnist import load_mnist

np.random.seed(0)
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)
x_train, t_train = shuffle_dataset(x_train[:500], t_train[:500])
for optimizer in (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam()):
    network = MultiLayerNet(input_size=784, hidden_size_list=[30, 30], output_size=10)
    losses = []
    for _ in range(40):
        rows = np.random.choice(len(x_train), 50)
        optimizer.update(network.params, network.gradient(x_train[rows], t_train[rows]))
        losses.append(network.loss(x_train[rows], t_train[rows]))
    smooth = smooth_curve(losses)
    assert len(smooth) == 40
    assert smooth[-1] < smooth[0], type(optimizer).__name__

place, slope = {"x": -7.0, "y": 2.0}, SGD(lr=0.5)
for _ in range(3):
    slope.update(place, {"x": place["x"] / 10, "y": 2 * place["y"]})
assert abs(place["x"]) < 7

network = MultiLayerNetExtend(784, [50, 50], 10, use_dropout=True, dropout_ration=0.2, use_batchnorm=True)
trainer = Trainer(
    network, x_train, t_train, x_test[:200], t_test[:200], epochs=8, mini_batch_size=50,
    optimizer="adam", optimizer_param={"lr": 0.01}, verbose=True,
)  # fmt: skip
trainer.train()
assert len(trainer.train_acc_list) == len(trainer.test_acc_list) == 8
assert trainer.train_acc_list[-1] > 0.9, trainer.train_acc_list
