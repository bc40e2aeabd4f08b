import numpy as np
from mine import im2col


class Pooling:
    """The largest number of each window, per channel"""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad
        self.x_shape = None  # what backward will need
        self.arg = None

    def forward(self, x):
        """x: (N, C, H, W)  ->  y: (N, C, OH, OW)"""
        raise NotImplementedError
