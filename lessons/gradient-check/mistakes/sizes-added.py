import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    gap = np.abs(grad - numerical)
    size = np.max(np.abs(grad)) + np.max(np.abs(numerical))
    return np.max(gap) / size if size else 0.0
