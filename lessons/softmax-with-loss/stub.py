import numpy as np


class SoftmaxWithLoss:
    """L = the mean over the rows of -log(y of the right class), with y = softmax(x)"""

    def __init__(self):
        self.y = None  # for what backward has to remember
        self.t = None

    def forward(self, x, t):
        """x: scores, (N, K). t: one-hot, (N, K)  ->  L, one number"""
        raise NotImplementedError

    def backward(self, dout=1):
        """->  dx: (N, K)"""
        raise NotImplementedError
