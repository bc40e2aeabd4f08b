import numpy as np


def sum_squared_error(y, t):
    """y: answers, (K,), t: right answers, (K,)
    ->  E: one number, 0 or more
    """
    raise NotImplementedError
