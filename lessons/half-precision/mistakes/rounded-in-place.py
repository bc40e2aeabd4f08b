import numpy as np


def to_half(params):
    rounded = {}
    for name, value in params.items():
        rounded[name] = value.copy()
        rounded[name][...] = value.astype(np.float16)
    return rounded
