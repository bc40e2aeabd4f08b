import numpy as np
from solution import NAND


def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = 0.2
    if np.sum(w * x) + b > 0:
        return 1
    return 0
