import numpy as np


def normalize_filters(W):
    return W - W.min() / (W.max() - W.min())
