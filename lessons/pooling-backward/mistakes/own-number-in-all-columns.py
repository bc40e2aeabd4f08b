import numpy as np
from mine import col2im
from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        _, C, H, W = self.x_shape
        line = dout.transpose(0, 2, 3, 1).reshape(-1, 1)
        rows = np.zeros((len(line), self.pool_h * self.pool_w))
        rows[:, self.arg] = line
        rows = rows.reshape(-1, C * self.pool_h * self.pool_w)
        dx = col2im(rows, self.x_shape, self.pool_h, self.pool_w, self.stride)
        return dx[:, :, self.pad : H - self.pad, self.pad : W - self.pad]
