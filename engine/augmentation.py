"""More data from the data at hand: a digit shifted or turned a little is the same digit (B1 8.1.2).

Images x: (N, C, H, W). What comes in from outside the image is 0.
"""

from __future__ import annotations

import math

from engine import expect
from engine.backend import Array, xp_of
from engine.initializers import Rng
from engine.layers.windows import batch_first, batch_last, pad_images, sliding_windows


def shift(x: Array, down: int | Array, right: int | Array) -> Array:
    """Move images by whole pixels; one number for all, or one for each (N,); negative is up or left.

    A shifted image is a window on a framed one, so all are picked out of the windows at once.
    """
    expect.ndim("shift", x, "(N, C, H, W)")
    xp = xp_of(x)
    down, right = (xp.broadcast_to(xp.asarray(by), (len(x),)) for by in (down, right))
    frame = int(max(abs(down).max(), abs(right).max()))
    windows = sliding_windows(pad_images(batch_last(x), frame), x.shape[2], x.shape[3], stride=1)
    return batch_first(windows[:, :, :, frame - down, frame - right, xp.arange(len(x))])


def rotate(x: Array, degrees: float | Array) -> Array:
    """Turn images about their middle, counter-clockwise; one angle for all, or one for each (N,).

    Every pixel asks where it came from, which lies between four pixels, and takes their mean weighted by nearness.
    """
    expect.ndim("rotate", x, "(N, C, H, W)")
    xp = xp_of(x)
    N, _, H, W = x.shape
    angle = xp.broadcast_to(xp.asarray(degrees, dtype=x.dtype), (N,)) * (math.pi / 180)
    y, z = xp.arange(H, dtype=x.dtype)[:, None, None] - (H - 1) / 2, xp.arange(W, dtype=x.dtype)[:, None] - (W - 1) / 2
    rows = xp.cos(angle) * y + xp.sin(angle) * z + (H - 1) / 2  # (H, W, N)
    columns = xp.cos(angle) * z - xp.sin(angle) * y + (W - 1) / 2
    return batch_first(_interpolate(batch_last(x), rows, columns))


def jitter(x: Array, rng: Rng, most_pixels: int = 2, most_degrees: float = 10) -> Array:
    """Each image shifted and turned by its own small amount."""
    down, right = rng.integers(-most_pixels, most_pixels + 1, (2, len(x)))
    return rotate(shift(x, down, right), rng.uniform(-most_degrees, most_degrees, len(x)))


def _interpolate(x: Array, rows: Array, columns: Array) -> Array:
    """Bilinear values. x: (C, H, W, N), rows, columns: (h, w, N) -> (C, h, w, N)"""
    xp = xp_of(x)
    _, H, W, N = x.shape
    framed = pad_images(x, 1)
    rows, columns = xp.clip(rows, -1, H) + 1, xp.clip(columns, -1, W) + 1
    top, left = xp.minimum(xp.floor(rows), H), xp.minimum(xp.floor(columns), W)
    down, right = rows - top, columns - left
    image, top, left = xp.arange(N), top.astype(int), left.astype(int)
    above = framed[:, top, left, image] * (1 - right) + framed[:, top, left + 1, image] * right
    below = framed[:, top + 1, left, image] * (1 - right) + framed[:, top + 1, left + 1, image] * right
    return above * (1 - down) + below * down
