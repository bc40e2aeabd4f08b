import numpy as np
from solution import Convolution as Right


class Convolution(Right):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, np.zeros(len(W)), stride, pad)
