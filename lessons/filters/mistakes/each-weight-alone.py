import numpy as np


def normalize_filters(W):
    low, high = W.min(axis=0), W.max(axis=0)
    return (W - low) / (high - low)
