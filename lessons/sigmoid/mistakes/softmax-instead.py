import numpy as np


def sigmoid(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)
