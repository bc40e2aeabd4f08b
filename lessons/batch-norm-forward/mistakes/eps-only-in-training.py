import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def forward(self, x, train_flg=True):
        if train_flg:
            return super().forward(x)
        return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var) + self.beta
