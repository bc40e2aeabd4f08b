import numpy as np


def sigmoid(x):
    """x: any shape
    ->  y: the same shape, between 0 and 1
    """
    raise NotImplementedError
