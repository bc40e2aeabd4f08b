import numpy as np
from solution import add_bias


def normalize_columns(X):
    low, high = np.min(X, axis=0), np.max(X, axis=0)
    return (X - low) / (high - low)
