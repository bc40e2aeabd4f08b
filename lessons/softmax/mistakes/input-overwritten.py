import numpy as np


def softmax(x):
    x -= np.max(x)
    e = np.exp(x)
    return e / np.sum(e)
