import numpy as np
from solution import add_bias


def normalize_columns(X):
    return X / np.std(X, axis=0)
