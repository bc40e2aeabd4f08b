import numpy as np


def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    order = np.random.default_rng(0).permutation(len(x))
    return x[order[count:]], t[order[count:]], x[order[:count]], t[order[:count]]
