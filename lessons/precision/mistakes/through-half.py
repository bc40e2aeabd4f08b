import numpy as np


def cast_params(params, dtype):
    return {name: value.astype(np.float16).astype(dtype) for name, value in params.items()}
