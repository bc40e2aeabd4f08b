import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        return super().backward(np.ones(dout.shape))
