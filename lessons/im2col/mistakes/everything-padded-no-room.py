import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    OH = (H + 2 * pad - filter_h) // stride + 1
    OW = (W + 2 * pad - filter_w) // stride + 1
    img = np.pad(input_data, pad)
    col = np.zeros((N, C, filter_h, filter_w, OH, OW), dtype=img.dtype)
    for p in range(filter_h):
        for q in range(filter_w):
            col[:, :, p, q] = img[:, :, p : p + stride * OH : stride, q : q + stride * OW : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)
