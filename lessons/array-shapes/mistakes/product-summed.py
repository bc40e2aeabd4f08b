import numpy as np
from solution import describe


def add_and_scale(W, X):
    return W + X, np.sum(W * X)
