import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        grad[i] = (f(x + h) - f(x - h)) / (2 * h)
    return grad
