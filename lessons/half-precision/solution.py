import numpy as np

LARGEST = 65504  # that float16 can hold


def to_half(params):
    """New float16 arrays under the same names; numbers too large for it are cut off at its largest, whole ones stay."""
    return {name: halved(value) if value.dtype.kind == "f" else value.copy() for name, value in params.items()}


def halved(value):
    return np.clip(value, -LARGEST, LARGEST).astype(np.float16)
