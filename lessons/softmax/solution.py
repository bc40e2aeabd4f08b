import numpy as np


def softmax(x):
    """x: scores, (K,)  ->  y: probabilities, (K,)"""
    e = np.exp(x - np.max(x))  # the largest exponent is 0: no overflow, and a sum of at least 1
    return e / np.sum(e)
