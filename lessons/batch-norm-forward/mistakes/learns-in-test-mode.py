import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        mean, var = super().statistics(x, train_flg)
        if not train_flg:
            self.watch(np.mean(x, axis=0), np.var(x, axis=0))
        return mean, var
