import numpy as np


def cross_entropy_error(y, t):
    """y: probabilities, (K,), t: one-hot, (K,)
    ->  E: one number, 0 or more
    """
    raise NotImplementedError
