import numpy as np

LARGEST = 65504


def to_half(params):
    return {name: halved(value) if value.dtype.kind == "f" else value.copy() for name, value in params.items()}


def halved(value):
    return np.clip(np.round(value, 3), -LARGEST, LARGEST).astype(np.float16)
