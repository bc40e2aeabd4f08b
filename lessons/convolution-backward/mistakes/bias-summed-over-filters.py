import numpy as np
from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout, axis=1).ravel()
        return dx
