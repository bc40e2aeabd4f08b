import numpy as np


def sum_squared_error(y, t):
    return np.mean((y - t) ** 2)
