import numpy as np


def cast_params(params, dtype):
    """New arrays of this dtype under the same names, or in the same order; `params` stays as it is."""
    if isinstance(params, dict):
        return {name: np.array(value, dtype=dtype) for name, value in params.items()}
    return [np.array(value, dtype=dtype) for value in params]
