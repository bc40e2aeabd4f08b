import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    gap = np.abs(grad - numerical)
    sizes = np.maximum(np.abs(grad) + np.abs(numerical), 1e-8)
    return np.max(gap / sizes)
