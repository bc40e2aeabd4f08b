import numpy as np


def normalize_filters(W):
    low = W.min(axis=(0, 2, 3), keepdims=True)
    high = W.max(axis=(0, 2, 3), keepdims=True)
    return (W - low) / (high - low)
