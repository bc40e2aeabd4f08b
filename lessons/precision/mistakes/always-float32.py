import numpy as np


def cast_params(params, dtype):
    return {name: value.astype(np.float32) for name, value in params.items()}
