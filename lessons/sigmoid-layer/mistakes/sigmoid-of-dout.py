import numpy as np
from solution import Sigmoid as Right


class Sigmoid(Right):
    def backward(self, dout):
        y = 1 / (1 + np.exp(-dout))
        return y * (1 - y)
