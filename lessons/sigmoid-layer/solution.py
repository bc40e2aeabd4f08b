import numpy as np


class Sigmoid:
    """y = 1 / (1 + exp(-x)), element by element"""

    def __init__(self):
        self.out = None  # y, of which the slope is made

    def forward(self, x):
        """x: (N, D)  ->  y: (N, D)"""
        e = np.exp(-np.abs(x))  # at most 1: no overflow, however far x is from 0
        self.out = np.where(x >= 0, 1, e) / (1 + e)
        return self.out

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (N, D)"""
        return dout * self.out * (1 - self.out)
