import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma = np.sum(dout * self.xc, axis=0)
        return dx
