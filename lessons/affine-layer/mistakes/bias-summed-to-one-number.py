import numpy as np
from solution import Affine as Right


class Affine(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout)
        return dx
