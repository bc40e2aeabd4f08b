import numpy as np


def cross_entropy_error(y, t):
    delta = 1e-7
    return -np.sum(t * np.log(y + delta) + (1 - t) * np.log(1 - y + delta))
