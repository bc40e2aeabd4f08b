import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        y = super().forward(x)
        return np.repeat(y.max(axis=1, keepdims=True), y.shape[1], axis=1)
