import numpy as np


def to_half(params):
    return {name: value.astype(np.int16) for name, value in params.items()}
