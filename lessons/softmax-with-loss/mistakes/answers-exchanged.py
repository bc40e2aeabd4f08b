import numpy as np
from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        super().forward(x, t)
        return -np.sum(self.y * np.log(self.t + 1e-7)) / self.N
