import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma, self.dbeta = np.sum(dout * self.xn), np.sum(dout)
        return dx
