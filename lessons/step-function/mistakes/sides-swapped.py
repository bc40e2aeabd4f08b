import numpy as np


def step_function(x):
    return np.where(x > 0, 0, 1)
