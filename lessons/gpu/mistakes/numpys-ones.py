import numpy as np

from engine.backend import xp_of


def forward_xp(x, W, b):
    ones = np.ones((x.shape[0], W.shape[1]))
    return ones / (ones + xp_of(x).exp(-(x @ W + b)))
