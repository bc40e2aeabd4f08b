import numpy as np


class Relu:
    """y = max(x, 0), element by element"""

    def __init__(self):
        self.mask = None  # for what backward has to remember

    def forward(self, x):
        """x: (N, D)  ->  y: (N, D)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (N, D)"""
        raise NotImplementedError
