import numpy as np


def add_bias(A, b):
    """A: (N, M), b: (M,)
    ->  (N, M), b added to each row of A
    """
    return A + b


def normalize_columns(X):
    """X: (N, D)
    ->  (N, D), each column with the mean 0 and the
        standard deviation 1
    """
    mean = np.mean(X, axis=0)
    std = np.std(X, axis=0)
    return (X - mean) / np.where(std == 0, 1, std)  # a column without any spread is 0 already: nothing to divide by
