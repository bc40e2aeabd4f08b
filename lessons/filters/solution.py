import numpy as np


def normalize_filters(W):
    """The filters as pictures, 0 for the smallest weight of all and 1 for the largest

    W: (FN, C, FH, FW)  ->  as W, floats; 0 everywhere if all weights are equal
    """
    low = np.min(W)
    spread = np.max(W) - low
    return (W - low) / spread if spread else np.zeros(np.shape(W))
