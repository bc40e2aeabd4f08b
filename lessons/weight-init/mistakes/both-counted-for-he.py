import numpy as np


def init_weights(n_in, n_out, kind, rng):
    xavier, he = np.sqrt(1 / n_in), np.sqrt(2 / (n_in + n_out))
    std = {"zeros": 0, "xavier": xavier, "sigmoid": xavier, "he": he, "relu": he}.get(kind, kind)
    return std * rng.standard_normal((n_in, n_out))
