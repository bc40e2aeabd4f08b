import numpy as np


class SoftmaxWithLoss:
    """L = the mean over the rows of -log(y of the right class), with y = softmax(x)"""

    def __init__(self):
        self.y = None
        self.t = None
        self.N = None

    def forward(self, x, t):
        """x: scores, (N, K) or one datum (K,). t: one-hot, or labels  ->  L, one number"""
        self.t = t if np.shape(t) == x.shape else np.eye(x.shape[-1])[t]
        self.N = x.size // x.shape[-1]  # one datum is a batch of one
        shifted = x - np.max(x, axis=-1, keepdims=True)
        e = np.exp(shifted)
        total = np.sum(e, axis=-1, keepdims=True)
        self.y = shifted - np.log(total)
        return -np.sum(self.t * (shifted - np.log(total))) / self.N  # log y, without a logarithm of 0

    def backward(self, dout=1):
        """->  dx: as x"""
        return (self.y - self.t) * dout / self.N
