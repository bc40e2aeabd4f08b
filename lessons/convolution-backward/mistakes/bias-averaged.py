import numpy as np
from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.mean(dout, axis=(0, 2, 3))
        return dx
