import numpy as np


def softmax(x):
    e = np.exp(x[0] - np.max(x[0]))
    return e / np.sum(e)
