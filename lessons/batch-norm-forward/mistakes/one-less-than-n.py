import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        mean, var = super().statistics(x, train_flg)
        return (mean, np.var(x, axis=0, ddof=1)) if train_flg else (mean, var)
