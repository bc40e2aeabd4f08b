import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    size = max(np.max(np.abs(grad)), np.max(np.abs(numerical)))
    return np.sum(np.abs(grad - numerical)) / size if size else 0.0
