import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    """How far `grad` is from the numerical gradient
    of f at x

    f: a function of x that returns one number. x: floats
    of any shape, given back as it was. grad: as x
    ->  max |grad - numerical| / max(|grad|, |numerical|),
        one number; 0 if both are 0. A right grad is
        far below 1e-4.
    """
    if np.shape(grad) != x.shape:
        return np.inf  # NumPy would stretch it, and might find no gap
    numerical = numerical_gradient(f, x)
    size = max(np.max(np.abs(grad)), np.max(np.abs(numerical)))
    return np.max(np.abs(grad - numerical)) / size if size else 0.0
