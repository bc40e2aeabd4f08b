import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        self.x = x
        return super().forward(x)

    def backward(self, dout):
        dx = np.zeros(self.x_shape)
        for i, j in np.ndindex(dout.shape[2:]):
            rows = slice(i * self.stride, i * self.stride + self.pool_h)
            columns = slice(j * self.stride, j * self.stride + self.pool_w)
            window = self.x[:, :, rows, columns]
            largest = window == window.max(axis=(2, 3), keepdims=True)
            dx[:, :, rows, columns] += largest * dout[:, :, i : i + 1, j : j + 1]
        return dx
