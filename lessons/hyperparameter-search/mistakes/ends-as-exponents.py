import numpy as np


def log_uniform(low, high, rng):
    return 10 ** rng.uniform(low, high)
