import numpy as np


def log_uniform(low, high, rng):
    """One number from low to high, every power of ten alike

    low, high: above 0.  rng: np.random.default_rng(seed)
    """
    raise NotImplementedError
