import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    N, C, H, W = img.shape
    OH = (H - filter_h) // stride + 1
    OW = (W - filter_w) // stride + 1
    col = np.zeros((N, C, filter_h, filter_w, OH, OW), dtype=img.dtype)
    for p in range(filter_w):
        for q in range(filter_h):
            col[:, :, p, q] = img[:, :, p : p + stride * OH : stride, q : q + stride * OW : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)
