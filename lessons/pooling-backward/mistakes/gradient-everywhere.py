import numpy as np
from mine import col2im
from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        C = dout.shape[1]
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, C, 1)
        dcol = np.tile(rows, self.pool_h * self.pool_w).reshape(len(rows), -1)
        return col2im(dcol, self.x_shape, self.pool_h, self.pool_w, self.stride)
