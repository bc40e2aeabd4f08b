import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    return np.max(np.abs(grad - numerical)) / np.max(np.abs(grad))
