import numpy as np


def softmax(x):
    for row in x:
        e = np.exp(row - np.max(row))
        y = e / np.sum(e)
    return y
