import numpy as np
from solution import normalize_columns


def add_bias(A, b):
    return np.vstack([A, b])
