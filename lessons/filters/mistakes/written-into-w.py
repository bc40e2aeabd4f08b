import numpy as np


def normalize_filters(W):
    W -= W.min()
    return W / W.max()
