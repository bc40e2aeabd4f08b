import numpy as np


def softmax(x):
    e = np.exp(x - np.mean(x))
    return e / np.sum(e)
