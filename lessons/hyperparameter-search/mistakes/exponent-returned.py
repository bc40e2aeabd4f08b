import numpy as np


def log_uniform(low, high, rng):
    return rng.uniform(np.log10(low), np.log10(high))
