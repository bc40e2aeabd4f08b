import numpy as np


def normalize_filters(W):
    return np.clip(W, 0, 1)
