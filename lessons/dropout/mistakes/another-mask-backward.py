import numpy as np
from solution import Dropout as Right


class Dropout(Right):
    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)
