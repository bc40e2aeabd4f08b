import numpy as np
from solution import Softmax as Right


class Softmax(Right):
    def backward(self, dout):
        return self.y * (dout - np.sum(dout * self.y))
