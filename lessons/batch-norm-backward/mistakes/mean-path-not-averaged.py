import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx - (len(dout) - 1) * self.gamma / self.std * np.mean(dout, axis=0)
