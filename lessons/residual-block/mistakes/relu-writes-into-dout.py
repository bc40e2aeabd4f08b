import numpy as np
from solution import Residual as Right


class Relu:
    """As many have typed it: backward writes into dout."""

    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Residual(Right):
    def backward(self, dout):
        dx = dout
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return dout + dx
