import numpy as np


class SoftmaxWithLoss:
    """L = mean over the rows of -log(y of the right class)

    y = softmax(x), row by row
    """

    def __init__(self):
        self.y = None  # for what backward has to remember
        self.t = None

    def forward(self, x, t):
        """x: scores, (N, K). t: one-hot, (N, K)  ->  L"""
        raise NotImplementedError

    def backward(self, dout=1):
        """->  dx: (N, K)"""
        raise NotImplementedError
