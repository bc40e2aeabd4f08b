import numpy as np


class MatMul:
    """y = x W

    W: (D, M)
    """

    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]  # after backward: dW, (D, M)
        self.x = None

    def forward(self, x):
        """x: (N, D)  ->  y: (N, M)"""
        (W,) = self.params
        self.x = x
        return x @ W

    def backward(self, dout):
        """dout: (N, M)
        ->  dx: (N, D). Leaves dW in self.grads[0].
        """
        (W,) = self.params
        self.grads[0][...] = self.x.T @ dout  # into the array that an optimizer may hold already
        return dout @ W.T
