import numpy as np
from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, len(self.W))
        self.dW = np.dot(self.col.T, dy).reshape(self.W.shape)
        return dx
