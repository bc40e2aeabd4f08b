import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        self.x_shape = x.shape
        N, C = x.shape[:2]
        PH, PW = self.pool_h, self.pool_w
        x = np.pad(x, [(0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)])
        OH, OW = x.shape[2] // PH, x.shape[3] // PW
        y = np.zeros((N, C, OH, OW))
        for i in range(OH):
            for j in range(OW):
                window = x[:, :, i * PH : (i + 1) * PH, j * PW : (j + 1) * PW]
                y[:, :, i, j] = window.max(axis=(2, 3))
        return y
