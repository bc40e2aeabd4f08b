import numpy as np


def normalize_filters(W):
    return 255 * (W - W.min()) / (W.max() - W.min())
