import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    length = np.linalg.norm(grad) + np.linalg.norm(numerical)
    return np.linalg.norm(grad - numerical) / length if length else 0.0
