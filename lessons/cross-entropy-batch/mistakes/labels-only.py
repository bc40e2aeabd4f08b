import numpy as np


def cross_entropy_error(y, t):
    N = y.shape[0]
    return -np.sum(np.log(y[np.arange(N), t] + 1e-7)) / N
