import numpy as np


def sum_squared_error(y, t):
    return 0.5 * np.sum(np.abs(y - t))
