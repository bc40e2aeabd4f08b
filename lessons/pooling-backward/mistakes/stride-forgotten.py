import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        N, C, OH, OW = dout.shape
        arg = self.arg.reshape(N, OH, OW, C)
        dx = np.zeros(self.x_shape)
        for n, c, i, j in np.ndindex(dout.shape):
            p, q = divmod(arg[n, i, j, c], self.pool_w)
            dx[n, c, i + p, j + q] += dout[n, c, i, j]
        return dx
