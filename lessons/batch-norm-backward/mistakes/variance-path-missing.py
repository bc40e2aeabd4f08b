import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        super().backward(dout)
        straight = self.gamma / self.std * dout
        return straight - np.mean(straight, axis=0)
