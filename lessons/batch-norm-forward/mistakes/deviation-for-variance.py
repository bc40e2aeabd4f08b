import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        old = self.running_var
        mean, var = super().statistics(x, train_flg)
        if train_flg:
            self.running_var = self.mix(old, np.std(x, axis=0))
        return mean, var
