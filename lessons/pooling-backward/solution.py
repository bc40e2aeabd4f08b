import numpy as np
from mine import col2im, im2col


class Pooling:
    """The largest number of each window, channel by channel. Padding counts as minus infinity."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad
        self.x_shape = None  # what backward will need
        self.arg = None

    def forward(self, x):
        """x: (N, C, H, W)  ->  y: (N, C, OH, OW)"""
        sides = (self.pad, self.pad)
        x = np.pad(x, ((0, 0), (0, 0), sides, sides), constant_values=-np.inf)  # never the largest
        N, C, H, W = self.x_shape = x.shape
        OH = (H - self.pool_h) // self.stride + 1
        OW = (W - self.pool_w) // self.stride + 1
        col = im2col(x, self.pool_h, self.pool_w, self.stride)  # (N OH OW, C PH PW)
        col = col.reshape(-1, self.pool_h * self.pool_w)  # (N OH OW C, PH PW)
        self.arg = np.argmax(col, axis=1)
        y = col[np.arange(len(col)), self.arg]
        return y.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        """dout: (N, C, OH, OW)  ->  dx: (N, C, H, W)"""
        _, C, H, W = self.x_shape
        rows = dout.transpose(0, 2, 3, 1).ravel()  # (N OH OW C,), in the order of arg
        dcol = np.zeros((len(rows), self.pool_h * self.pool_w))
        dcol[np.arange(len(rows)), self.arg] = rows
        dcol = dcol.reshape(-1, C * self.pool_h * self.pool_w)  # (N OH OW, C PH PW)
        dx = col2im(dcol, self.x_shape, self.pool_h, self.pool_w, self.stride)
        return dx[:, :, self.pad : H - self.pad, self.pad : W - self.pad]
