import numpy as np
from mine import im2col


class Convolution:
    """Every filter at every place of every image: an Affine layer whose rows are windows

    W: (FN, C, FH, FW), b: (FN,)
    """

    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.x_shape = None  # what backward will need
        self.col = None
        self.dW = None
        self.db = None

    def forward(self, x):
        """x: (N, C, H, W)  ->  y: (N, FN, OH, OW)"""
        FN, _, FH, FW = self.W.shape
        N, _, H, W = x.shape
        OH = (H + 2 * self.pad - FH) // self.stride + 1
        OW = (W + 2 * self.pad - FW) // self.stride + 1
        self.x_shape = x.shape
        self.col = im2col(x, FH, FW, self.stride, self.pad)  # (N OH OW, C FH FW)
        y = np.dot(self.col, self.W.reshape(FN, -1).T) + self.b  # (N OH OW, FN)
        return y.reshape(N, OH, OW, FN).transpose(0, 3, 1, 2)
