import numpy as np


def log_uniform(low, high, rng):
    exponent = rng.uniform(np.floor(np.log10(low)), np.ceil(np.log10(high)))
    return min(max(10.0**exponent, low), high)
