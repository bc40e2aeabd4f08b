import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        return super().statistics(x, train_flg) if not train_flg else self.together(x)

    def together(self, x):
        mean, var = np.mean(x), np.var(x)
        self.watch(mean, var)
        return mean, var
