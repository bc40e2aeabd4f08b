import numpy as np


class Repeat:
    """y = n copies of one row"""

    def __init__(self, n):
        self.n = n

    def forward(self, x):
        """x: (1, D)  ->  y: (N, D), with N = n"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, D)  ->  dx: (1, D)"""
        raise NotImplementedError


class Sum:
    """y = the sum of all rows"""

    def __init__(self):
        self.n = None  # for what backward has to remember

    def forward(self, x):
        """x: (N, D)  ->  y: (1, D)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (1, D)  ->  dx: (N, D)"""
        raise NotImplementedError
