import numpy as np


def softmax(x):
    """x: scores, (N, K), a datum in each row  ->  y: probabilities, (N, K)

    axis=-1, the last one, makes it good for one datum (K,) too.
    """
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
