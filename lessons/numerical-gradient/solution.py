import numpy as np


def numerical_gradient(f, x):
    """All partial derivatives of f at x, each by a central difference.

    f: takes the array x, returns one number. x: floats, of any shape, given back as it was  ->  gradient: of its shape
    """
    h = 1e-4
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(float)  # in whole numbers, h would be cut off
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h  # in x itself: f may look at this very array
        above = f(x)
        x[index] = kept - h
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient
