import numpy as np


def smooth_curve(x, width=11):
    """A curve for the eye: each value becomes a mean of its neighbours, the near ones counting more. x: (N,) -> (N,)"""
    weights = np.kaiser(width, 2)
    padded = np.pad(np.asarray(x, dtype=float), width // 2, mode="edge")
    return np.convolve(padded, weights / weights.sum(), mode="valid")


def shuffle_dataset(x, t):
    """Both in one new order, drawn from NumPy's own generator."""
    order = np.random.permutation(len(x))
    return x[order], t[order]
