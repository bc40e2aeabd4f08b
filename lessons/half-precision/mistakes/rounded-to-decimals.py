import numpy as np
from solution import to_half as right


def to_half(params):
    return right({name: np.round(value, 3) if value.dtype.kind == "f" else value for name, value in params.items()})
