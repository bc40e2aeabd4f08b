import numpy as np


def log_uniform(low, high, rng):
    between = 10.0 ** np.arange(np.floor(np.log10(low)) + 1, np.ceil(np.log10(high)))
    borders = [low, *between, high]
    row = rng.integers(len(borders) - 1)
    return rng.uniform(borders[row], borders[row + 1])
