import numpy as np


def log_uniform(low, high, rng):
    return rng.uniform(low, high)
