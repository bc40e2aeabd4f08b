import numpy as np


def init_weights(n_in, n_out, kind, rng):
    """The first weights of a layer: (n_in, n_out). kind: "zeros", "xavier", "sigmoid", "he", "relu", or a number, the std"""
    xavier, he = np.sqrt(1 / n_in), np.sqrt(2 / n_in)
    known = {"zeros": 0, "xavier": xavier, "sigmoid": xavier, "he": he, "relu": he}
    std = known[kind] if isinstance(kind, str) else kind / np.sqrt(n_in)
    return std * rng.standard_normal((n_in, n_out))
