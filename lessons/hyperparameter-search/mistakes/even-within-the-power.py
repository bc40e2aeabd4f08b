import numpy as np


def log_uniform(low, high, rng):
    power = 10.0 ** rng.integers(np.floor(np.log10(low)), np.ceil(np.log10(high)))
    return rng.uniform(1, 10) * power
