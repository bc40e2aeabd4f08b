import numpy as np


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    OH = (H + 2 * pad - filter_h) // stride + 1
    OW = (W + 2 * pad - filter_w) // stride + 1
    col = col.reshape(OH, OW, N, C, filter_h, filter_w).transpose(2, 3, 4, 5, 0, 1)
    img = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
    for p in range(filter_h):
        for q in range(filter_w):
            img[:, :, p : p + stride * OH : stride, q : q + stride * OW : stride] += col[:, :, p, q]
    return img[:, :, pad : pad + H, pad : pad + W]
