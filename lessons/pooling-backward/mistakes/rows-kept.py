import numpy as np
from mine import col2im
from solution import Pooling as Right


class Pooling(Right):
    kept = None

    def backward(self, dout):
        _, C, H, W = self.x_shape
        rows = dout.transpose(0, 2, 3, 1).ravel()
        if self.kept is None or len(self.kept) != len(rows):
            self.kept = np.zeros((len(rows), self.pool_h * self.pool_w))
        self.kept[np.arange(len(rows)), self.arg] = rows
        dcol = self.kept.reshape(-1, C * self.pool_h * self.pool_w)
        dx = col2im(dcol, self.x_shape, self.pool_h, self.pool_w, self.stride)
        return dx[:, :, self.pad : H - self.pad, self.pad : W - self.pad]
