import numpy as np
from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return super().forward(x, False)
        self.mask = np.random.rand(*x.shape) < self.dropout_ratio
        return x * self.mask
