import numpy as np


def AND(x1, x2):
    """1 if x1 and x2 are both 1, else 0"""
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    if np.sum(w * x) + b > 0:
        return 1
    return 0
