import numpy as np


class Sigmoid:
    """y = 1 / (1 + exp(-x)), element by element"""

    def __init__(self):
        self.out = None  # for what backward has to remember

    def forward(self, x):
        """x: (N, D)  ->  y: (N, D)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (N, D)"""
        raise NotImplementedError
