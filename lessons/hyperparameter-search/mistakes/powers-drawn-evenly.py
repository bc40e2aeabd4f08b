import numpy as np


def log_uniform(low, high, rng):
    return np.log10(rng.uniform(10.0**low, 10.0**high))
