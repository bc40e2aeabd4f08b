import numpy as np
from solution import Convolution as Right


class Convolution(Right):
    def backward(self, dout):
        FN = len(self.W)
        super().backward(dout)
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        return np.dot(dy, self.W.reshape(FN, -1))
