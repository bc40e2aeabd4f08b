import numpy as np


def to_half(params):
    half = {}
    for name, value in params.items():
        value.astype(np.float16)
        half[name] = value.copy()
    return half
