import numpy as np
from mine import col2im, im2col


class Convolution:
    """Every filter at every place of every image: an Affine layer whose rows are windows

    W: (FN, C, FH, FW), b: (FN,)
    """

    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.x_shape = None
        self.col = None
        self.dW = None  # after backward: (FN, C, FH, FW)
        self.db = None  # after backward: (FN,)

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

    def backward(self, dout):
        """dout: (N, FN, OH, OW)  ->  dx: (N, C, H, W). Leaves the gradients in self.db and self.dW."""
        FN, _, FH, FW = self.W.shape
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, FN)  # (N OH OW, FN)
        self.db = np.sum(dy, axis=0)
        self.dW = np.dot(dy.T, self.col).reshape(self.W.shape)
        dcol = np.dot(dy, self.W.reshape(FN, -1))  # (N OH OW, C FH FW)
        return col2im(dcol, self.x_shape, FH, FW, self.stride, self.pad)
