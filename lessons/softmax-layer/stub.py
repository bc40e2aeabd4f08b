import numpy as np


class Softmax:
    """y = softmax(x), row by row"""

    def __init__(self):
        self.y = None  # for what backward has to remember

    def forward(self, x):
        """x: (N, K)  ->  y: (N, K)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, K)  ->  dx: (N, K)"""
        raise NotImplementedError
