import numpy as np


def shift(x, down, right):
    rolled = np.roll(x, (down, right), axis=(-2, -1))
    if down >= 0:
        rolled[..., :down, :] = 0
    else:
        rolled[..., down:, :] = 0
    if right > 0:
        rolled[..., :right] = 0
    else:
        rolled[..., right:] = 0
    return rolled


def rotate(x, degrees):
    turned = np.zeros_like(x)
    H, W = x.shape[-2:]
    a = np.deg2rad(degrees)
    for r in range(H):
        for c in range(W):
            y, z = r - (H - 1) / 2, c - (W - 1) / 2
            row = round(np.cos(a) * y + np.sin(a) * z + (H - 1) / 2)
            column = round(np.cos(a) * z - np.sin(a) * y + (W - 1) / 2)
            if 0 <= row < H and 0 <= column < W:
                turned[..., r, c] = x[..., row, column]
    return turned
