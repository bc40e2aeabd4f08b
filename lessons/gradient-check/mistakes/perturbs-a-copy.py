import numpy as np


def gradient_check(f, x, grad, h=1e-4):
    numerical = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        numerical[i] = (f(above) - f(below)) / (2 * h)
    size = max(np.max(np.abs(grad)), np.max(np.abs(numerical)))
    return np.max(np.abs(grad - numerical)) / size if size else 0.0
