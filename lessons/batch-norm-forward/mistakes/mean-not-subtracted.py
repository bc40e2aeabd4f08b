import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def normalize(self, x, mean, var):
        return x / np.sqrt(var + 1e-6)
