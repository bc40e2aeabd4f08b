import numpy as np


class Affine:
    """y = x W + b

    W: (D, M), b: (M,). A row of x may have any shape that holds D numbers.
    """

    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.dW = None  # after backward: (D, M)
        self.db = None  # after backward: (M,)

    def forward(self, x):
        """x: (N, D)  ->  y: (N, M)"""
        self.x_shape = x.shape
        self.x = x.reshape(len(x), -1)  # images (N, C, H, W) become rows (N, D)
        return self.x @ self.W + self.b

    def backward(self, dout):
        """dout: (N, M)
        ->  dx: (N, D). Leaves the gradients in self.dW
            and self.db.
        """
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        dx = dout @ self.W.T
        return dx.reshape(self.x_shape)
