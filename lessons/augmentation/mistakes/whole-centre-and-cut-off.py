import numpy as np
from solution import shift as shift


def rotate(x, degrees):
    turned = np.zeros_like(x)
    H, W = x.shape[-2:]
    a = np.deg2rad(degrees)
    for r in range(H):
        for c in range(W):
            y, z = r - H // 2, c - W // 2
            row = int(np.cos(a) * y + np.sin(a) * z + H // 2)
            column = int(np.cos(a) * z - np.sin(a) * y + W // 2)
            if 0 <= row < H and 0 <= column < W:
                turned[..., r, c] = x[..., row, column]
    return turned
