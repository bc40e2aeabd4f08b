import numpy as np
from mine import im2col


class Convolution:
    """Every filter at every place of every image

    W: (FN, C, FH, FW), b: (FN,)
    """

    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.x_shape = None  # what backward will need
        self.col = None

    def forward(self, x):
        """x: (N, C, H, W)  ->  y: (N, FN, OH, OW)"""
        raise NotImplementedError
