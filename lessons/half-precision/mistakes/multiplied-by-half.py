import numpy as np


def to_half(params):
    return {name: value / 2 for name, value in params.items()}
