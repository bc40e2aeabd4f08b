import numpy as np
from mine import sigmoid


class Neuron:
    """L = 1/2 (y - t)^2, y = sigmoid(w x + b)"""

    def __init__(self, w, b):
        self.w = w
        self.b = b
        self.dw = None
        self.db = None

    def forward(self, x, t):
        """x: a number, t: the answer, 0 to 1  ->  L"""
        raise NotImplementedError

    def backward(self):
        """->  dL/dx. Leaves self.dw and self.db behind"""
        raise NotImplementedError
