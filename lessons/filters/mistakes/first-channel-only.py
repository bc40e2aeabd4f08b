import numpy as np


def normalize_filters(W):
    W = W[:, :1]
    return (W - W.min()) / (W.max() - W.min())
