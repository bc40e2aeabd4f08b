import numpy as np


def shift(x, down, right):
    """x: (..., H, W), moved by whole pixels; zeros come in  ->  as x"""
    H, W = x.shape[-2:]
    return picked(x, np.arange(H)[:, None] - down, np.arange(W) - right)


def rotate(x, degrees):
    """x: (..., H, W), turned counter-clockwise about its centre; each place takes the nearest pixel  ->  as x"""
    H, W = x.shape[-2:]
    angle = np.deg2rad(degrees)
    y, z = np.arange(H)[:, None] - (H - 1) / 2, np.arange(W) - (W - 1) / 2  # from the centre
    rows = np.cos(angle) * y + np.sin(angle) * z + (H - 1) / 2
    columns = np.cos(angle) * z - np.sin(angle) * y + (W - 1) / 2
    return picked(x, np.rint(rows).astype(int), np.rint(columns).astype(int))


def picked(x, rows, columns):
    """The pixels at these places, and 0 where they lie outside. rows, columns: together (H, W)"""
    H, W = x.shape[-2:]
    inside = (rows >= 0) & (rows < H) & (columns >= 0) & (columns < W)
    return np.where(inside, x[..., rows % H, columns % W], np.zeros((), x.dtype))
