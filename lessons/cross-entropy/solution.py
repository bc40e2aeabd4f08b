import numpy as np


def cross_entropy_error(y, t):
    """y: probabilities, (K,), t: one-hot, (K,)
    ->  E: one number, 0 or more
    """
    delta = 1e-7  # so that a probability of 0 has a logarithm
    return -np.sum(t * np.log(y + delta))
