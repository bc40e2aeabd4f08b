import numpy as np


def log_uniform(low, high, rng):
    return 10.0 ** rng.integers(np.round(np.log10(low)), np.round(np.log10(high)))
