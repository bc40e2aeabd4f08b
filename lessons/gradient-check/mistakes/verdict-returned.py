import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    size = max(np.max(np.abs(grad)), np.max(np.abs(numerical)))
    return bool(np.max(np.abs(grad - numerical)) <= 1e-4 * size)
