import numpy as np
from solution import Affine as Right


class Affine(Right):
    def __init__(self, W, b):
        super().__init__(W, b)
        self.sum_dW = np.zeros_like(W)
        self.sum_db = np.zeros_like(b)

    def backward(self, dout):
        dx = super().backward(dout)
        self.sum_dW += self.dW
        self.sum_db += self.db
        self.dW, self.db = self.sum_dW, self.sum_db
        return dx
