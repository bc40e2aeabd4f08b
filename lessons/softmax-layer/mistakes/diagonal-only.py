import numpy as np
from solution import Softmax as Right


class Softmax(Right):
    def backward(self, dout):
        return dout * self.y * (1 - self.y)
