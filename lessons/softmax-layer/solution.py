import numpy as np


class Softmax:
    """y = softmax(x), row by row"""

    def __init__(self):
        self.y = None

    def forward(self, x):
        """x: (N, K) or one datum (K,)  ->  y: as x"""
        e = np.exp(x - np.max(x, axis=-1, keepdims=True))
        self.y = e / np.sum(e, axis=-1, keepdims=True)
        return self.y

    def backward(self, dout):
        """dout: as x  ->  dx: as x"""
        mean = np.sum(dout * self.y, axis=-1, keepdims=True)  # weighted by y, for each row
        return self.y * (dout - mean)
