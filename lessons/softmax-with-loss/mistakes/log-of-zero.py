import numpy as np
from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        super().forward(x, t)
        return -np.sum(t * np.log(self.y)) / len(x)
