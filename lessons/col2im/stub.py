import numpy as np


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """Each cell back to its pixel, and added up there

    col: (N * OH * OW, C * filter_h * filter_w)
    input_shape: (N, C, H, W), without padding
    ->  image: (N, C, H, W)
    """
    raise NotImplementedError
