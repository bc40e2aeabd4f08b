import numpy as np


def relu(x):
    """x: any shape
    ->  y: the same shape, x where it is above 0, else 0
    """
    return np.maximum(x, 0)
