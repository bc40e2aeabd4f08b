import numpy as np
from solution import MatMul as Right


class MatMul(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads[0][...] = self.x.T @ np.ones_like(dout)
        return dx
