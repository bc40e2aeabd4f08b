import numpy as np


def convolve(x, w, b, stride=1, pad=0):
    """One filter on one image

    x: the image, (C, H, W)
    w: the filter, (C, FH, FW)
    b: one number
    pad: zeros around height and width, at each end
    ->  y: (OH, OW)
    """
    raise NotImplementedError
