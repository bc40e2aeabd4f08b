import numpy as np


def shift(x, down, right):
    """The image moved by whole pixels; zeros come in

    x: (H, W); better also batches, (N, C, H, W)
    down, right: whole numbers; below 0 it goes up, left
    """
    raise NotImplementedError


def rotate(x, degrees):
    """The image turned counter-clockwise about its centre

    x: (H, W); better also batches, (N, C, H, W)
    Each place takes the nearest pixel; zeros come in
    """
    raise NotImplementedError
