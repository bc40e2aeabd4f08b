import numpy as np


def cross_entropy_error(y, t):
    if y.ndim == 1:
        y, t = y.reshape(1, -1), t.reshape(1, -1)
    return -np.log(np.mean(np.sum(t * y, axis=1)) + 1e-7)
