import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx + 2 * self.gamma / self.std * self.xn * np.mean(dout * self.xn, axis=0)
