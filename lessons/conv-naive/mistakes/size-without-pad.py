import numpy as np


def convolve(x, w, b, stride=1, pad=0):
    H, W = x.shape[1:]
    FH, FW = w.shape[1:]
    OH = (H - FH) // stride + 1
    OW = (W - FW) // stride + 1
    x = np.pad(x, [(0, 0), (pad, pad), (pad, pad)])
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            top, left = i * stride, j * stride
            window = x[:, top : top + FH, left : left + FW]
            y[i, j] = np.sum(window * w) + b
    return y
