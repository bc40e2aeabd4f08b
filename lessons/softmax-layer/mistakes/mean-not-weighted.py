import numpy as np
from solution import Softmax as Right


class Softmax(Right):
    def backward(self, dout):
        return self.y * (dout - np.mean(dout, axis=1, keepdims=True))
