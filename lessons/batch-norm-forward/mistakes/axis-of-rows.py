import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return super().forward(x, train_flg)
        self.watch(np.mean(x, axis=0), np.var(x, axis=0))
        mean, var = np.mean(x, axis=1, keepdims=True), np.var(x, axis=1, keepdims=True)
        return self.stretch(self.normalize(x, mean, var))
