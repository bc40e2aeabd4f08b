import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        mean, var = super().statistics(x, train_flg)
        return (np.mean(x), np.var(x)) if train_flg else (mean, var)
