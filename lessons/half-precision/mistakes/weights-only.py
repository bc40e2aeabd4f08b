import numpy as np


def to_half(params):
    return {name: value.astype(np.float16) if name[0] == "W" else value.copy() for name, value in params.items()}
