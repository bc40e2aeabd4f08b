import numpy as np


def normalize_filters(W):
    return W / (2 * np.abs(W).max()) + 0.5
