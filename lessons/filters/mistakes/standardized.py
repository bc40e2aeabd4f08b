import numpy as np


def normalize_filters(W):
    return (W - W.mean()) / W.std()
