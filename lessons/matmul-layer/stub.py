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
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, M)
        ->  dx: (N, D). Leaves dW in self.grads[0].
        """
        raise NotImplementedError
