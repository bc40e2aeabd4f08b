import numpy as np


def log_uniform(low, high, rng):
    middle = (np.log10(low) + np.log10(high)) / 2
    return 10 ** rng.normal(middle, (np.log10(high) - np.log10(low)) / 4)
