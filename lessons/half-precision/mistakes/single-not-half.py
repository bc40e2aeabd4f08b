import numpy as np


def to_half(params):
    return {name: value.astype("f") for name, value in params.items()}
