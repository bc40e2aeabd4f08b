import numpy as np
from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        super().forward(x, t)
        e = np.exp(x)
        self.y = e / np.sum(e, axis=1, keepdims=True)
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)
