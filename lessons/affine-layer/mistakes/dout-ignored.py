import numpy as np
from solution import Affine as Right


class Affine(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.x.T @ np.ones_like(dout)
        return dx
