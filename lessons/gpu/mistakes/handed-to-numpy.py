import numpy as np

from engine.backend import xp_of


def forward_xp(x, W, b):
    y = np.empty((x.shape[0], W.shape[1]))
    y[:] = 1 / (1 + xp_of(x).exp(-(x @ W + b)))
    return y
