import numpy as np


class Relu:
    """y = max(x, 0), element by element"""

    def __init__(self):
        self.mask = None  # True where x was above 0

    def forward(self, x):
        """x: (N, D)  ->  y: (N, D)"""
        self.mask = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (N, D)"""
        return dout * self.mask
