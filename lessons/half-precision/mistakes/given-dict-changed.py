import numpy as np


def to_half(params):
    for name, value in params.items():
        params[name] = value.astype(np.float16)
    return params
