import numpy as np


def normalize_filters(W):
    return (W.max() - W) / (W.max() - W.min())
