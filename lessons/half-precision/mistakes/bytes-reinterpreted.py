import numpy as np


def to_half(params):
    return {name: value.view(np.float16) for name, value in params.items()}
