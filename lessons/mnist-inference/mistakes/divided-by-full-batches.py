import numpy as np
from solution import predict as predict


def accuracy(network, x, t, batch_size=100):
    labels = np.argmax(t, axis=1) if np.ndim(t) == 2 else t
    right, seen = 0, 0
    for start in range(0, len(x), batch_size):
        rows = slice(start, start + batch_size)
        right += np.sum(np.argmax(predict(network, x[rows]), axis=1) == labels[rows])
        seen += batch_size
    return right / seen
