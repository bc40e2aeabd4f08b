import numpy as np
from solution import init_weights as right


def init_weights(n_in, n_out, kind, rng):
    return np.repeat(right(n_in, 1, kind, rng), n_out, axis=1)
