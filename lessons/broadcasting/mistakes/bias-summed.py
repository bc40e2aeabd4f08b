import numpy as np
from solution import normalize_columns


def add_bias(A, b):
    return A + np.sum(b)
