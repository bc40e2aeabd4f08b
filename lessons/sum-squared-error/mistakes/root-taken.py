import numpy as np


def sum_squared_error(y, t):
    return np.sqrt(np.sum((y - t) ** 2))
