import numpy as np
from mine import im2col
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        N, C, H, _ = x.shape
        OH = (H - self.pool_h) // self.stride + 1
        OW = (H - self.pool_w) // self.stride + 1
        col = im2col(x, self.pool_h, self.pool_w, self.stride).reshape(-1, self.pool_h * self.pool_w)
        return np.max(col, axis=1).reshape(N, OH, OW, C).transpose(0, 3, 1, 2)
