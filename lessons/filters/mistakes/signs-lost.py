import numpy as np


def normalize_filters(W):
    return np.abs(W) / np.abs(W).max()
