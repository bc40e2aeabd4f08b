import numpy as np
from mine import im2col
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        N, C, OH, OW = super().forward(x).shape
        col = im2col(x, self.pool_h, self.pool_w, self.stride)
        return np.max(col, axis=1).reshape(N, OH, OW, C).transpose(0, 3, 1, 2)
