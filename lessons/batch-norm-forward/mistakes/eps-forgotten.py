import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def normalize(self, x, mean, var):
        return (x - mean) / np.sqrt(var)
