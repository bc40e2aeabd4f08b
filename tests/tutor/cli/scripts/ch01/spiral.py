"""Book 2, chapter 1: the spiral, by the trainer."""

import sys

sys.path.append("..")
import numpy as np
from common.np import GPU
from common.optimizer import SGD
from common.trainer import Trainer
from two_layer_net import TwoLayerNet

from dataset import spiral

assert not GPU
np.random.seed(1)
x, t = spiral.load_data()
model = TwoLayerNet(input_size=2, hidden_size=10, output_size=3)
trainer = Trainer(model, SGD(lr=1.0))
trainer.fit(x, t, 100, 30, eval_interval=10)
assert trainer.loss_list[-1] < trainer.loss_list[0]
