import numpy as np
from mine import col2im
from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        N, C, H, W = self.x_shape
        rows = dout.transpose(0, 2, 3, 1).ravel()
        dcol = np.zeros((len(rows), self.pool_h * self.pool_w))
        dcol[np.arange(len(rows)), self.arg] = rows
        dx = col2im(dcol, (N * C, 1, H, W), self.pool_h, self.pool_w, self.stride)
        return dx.reshape(N, C, H, W)
