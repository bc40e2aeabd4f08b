import numpy as np


def add_bias(A, b):
    """A: (N, M), b: (M,)
    ->  (N, M), b added to each row of A
    """
    raise NotImplementedError


def normalize_columns(X):
    """X: (N, D)
    ->  (N, D), each column with the mean 0 and the
        standard deviation 1
    """
    raise NotImplementedError
