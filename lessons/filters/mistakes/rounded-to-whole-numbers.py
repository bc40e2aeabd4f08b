import numpy as np


def normalize_filters(W):
    pictures = np.zeros_like(W)
    pictures[...] = (W - W.min()) / (W.max() - W.min())
    return pictures
