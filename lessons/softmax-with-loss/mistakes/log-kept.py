import numpy as np
from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        loss = super().forward(x, t)
        self.y = np.log(self.y)
        return loss
