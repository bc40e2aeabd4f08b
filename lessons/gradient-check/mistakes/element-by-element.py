import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    numerical = numerical_gradient(f, x)
    sizes = np.maximum(np.abs(grad), np.abs(numerical))
    return np.max(np.abs(grad - numerical) / np.where(sizes == 0, 1, sizes))
