import numpy as np
from solution import add_bias


def normalize_columns(X):
    X -= np.mean(X, axis=0)
    X /= np.std(X, axis=0)
    return X
