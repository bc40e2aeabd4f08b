import numpy as np


def normalize_filters(W):
    rows = W.reshape(len(W), -1)
    return (rows - rows.min()) / (rows.max() - rows.min())
