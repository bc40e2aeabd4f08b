import numpy as np


def cross_entropy_error(y, t):
    """The mean over a batch: one number.

    y: probabilities, (N, K) or one datum (K,); t: one-hot, of the same shape, or labels, (N,) or ()
    """
    if y.ndim == 1:
        y, t = y.reshape(1, -1), np.reshape(t, (1, -1))
    if t.size == y.size:
        t = np.argmax(t, axis=1)  # one-hot to labels
    N = len(y)
    return -np.sum(np.log(y[np.arange(N), t.ravel()] + 1e-7)) / N
