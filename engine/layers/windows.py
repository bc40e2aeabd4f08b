"""Windows that slide over images: the one idea behind convolution, pooling, im2col and col2im (B1 7.2, 7.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from engine import expect
from engine.backend import Array, block_bytes, xp_of


def conv_output_size(input_size: int, filter_size: int, stride: int = 1, pad: int = 0) -> int:
    """OH = (H + 2 pad - FH) / stride + 1   (B1 7.2.4)

    Raises ValueError where that is no whole number of at least 1: a filter that is too large, or a last step that would
    reach beyond the edge. The layers leave out such a last step, as all libraries do.
    """
    left_over = (input_size + 2 * pad - filter_size) % stride if stride > 0 else 0
    size = window_count(input_size + 2 * pad, filter_size, stride)
    if left_over:
        raise ValueError(
            f"conv_output_size: {input_size} + 2 x {pad} - {filter_size} is no multiple of stride {stride}: "
            f"{left_over} pixels are left over; change the stride or the pad"
        )
    return size


def im2col(input_data: Array, filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> Array:
    """Every window of every image as a row. (N, C, H, W) -> (N OH OW, C FH FW)   (B1 7.4.3)"""
    expect.ndim("im2col", input_data, "(N, C, H, W)")
    windows = sliding_windows(pad_images(batch_last(input_data), pad), filter_h, filter_w, stride)
    rows = windows.transpose(5, 3, 4, 0, 1, 2)  # (N, OH, OW, C, FH, FW)
    return rows.reshape(math.prod(rows.shape[:3]), -1)


def col2im(col: Array, input_shape: tuple[int, ...], filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> Array:
    """Every row back to its window, and the sum where windows overlap. (N OH OW, C FH FW) -> (N, C, H, W)

    The transpose of im2col, and not its inverse: <im2col(x), col> = <x, col2im(col)>, so it is im2col's backward.
    """
    N, C, H, W = input_shape
    images = xp_of(col).zeros((N, H + 2 * pad, W + 2 * pad, C), dtype=col.dtype)  # pixels in the order of col's rows
    images = images.transpose(3, 1, 2, 0)  # (C, H, W, N)
    windows = sliding_windows(images, filter_h, filter_w, stride)
    OH, OW = windows.shape[3:5]
    if col.shape != (N * OH * OW, C * filter_h * filter_w):
        wanted = (N * OH * OW, C * filter_h * filter_w)
        raise ValueError(f"col2im: col is {col.shape} but windows of {input_shape} make {wanted}")
    add_windows(windows, col.reshape(N, OH, OW, C, filter_h, filter_w).transpose(3, 4, 5, 1, 2, 0))
    return batch_first(unpad_images(images, pad))


def window_count(size: int, window: int, stride: int) -> int:
    """How many windows fit along an axis. Raises ValueError where there is none."""
    if window < 1 or stride < 1:
        raise ValueError(f"window {window}, stride {stride}: both must be at least 1")
    if size < window:
        raise ValueError(f"window {window} is larger than the padded image, {size}: use a smaller window or more pad")
    return (size - window) // stride + 1


def batch_last(x: Array) -> Array:
    """(N, C, H, W) -> (C, H, W, N): the same pixel of all images side by side in memory. A copy, unless it lies so already.

    It does behind a convolution here: `batch_first` only renames the axes and moves nothing in memory.
    """
    return xp_of(x).ascontiguousarray(x.transpose(1, 2, 3, 0))


def batch_first(x: Array) -> Array:
    """(C, H, W, N) -> (N, C, H, W), a view."""
    return x.transpose(3, 0, 1, 2)


def pad_images(x: Array, pad: int, value: float = 0) -> Array:
    """A frame of `pad` pixels. x: (C, H, W, N) -> (C, H + 2 pad, W + 2 pad, N)"""
    if pad == 0:
        return x
    if pad < 0:
        raise ValueError(f"pad {pad}: it must not be negative")
    C, H, W, N = x.shape
    framed = xp_of(x).full((C, H + 2 * pad, W + 2 * pad, N), value, dtype=x.dtype)
    framed[:, pad : pad + H, pad : pad + W] = x
    return framed


def unpad_images(x: Array, pad: int) -> Array:
    """Without its frame. x: (C, H + 2 pad, W + 2 pad, N) -> (C, H, W, N), a view"""
    return x[:, pad : x.shape[1] - pad, pad : x.shape[2] - pad]


def sliding_windows(x: Array, window_h: int, window_w: int, stride: int) -> Array:
    """All windows, without copying a pixel. x: (C, H, W, N) -> (C, FH, FW, OH, OW, N), a view

    One step of a window is `stride` pixels in memory, one step inside it is one pixel: that is all a view needs to know.
    With p and q given, [:, p, q] is that one cell of all windows, and no two windows meet in it.
    """
    C, H, W, N = x.shape
    c, h, w, n = x.strides
    OH, OW = window_count(H, window_h, stride), window_count(W, window_w, stride)
    shape, steps = (C, window_h, window_w, OH, OW, N), (c, h, w, h * stride, w * stride, n)
    return xp_of(x).lib.stride_tricks.as_strided(x, shape, steps)


def add_windows(windows: Array, values: Array) -> None:
    """Add to each pixel what all the windows over it hold. windows: of `sliding_windows`, values: the same shape

    Cell by cell: so the loop runs over a window's few cells, never over pixels, and no pixel is met twice in one sum.
    """
    for p, q in cells(windows):
        windows[:, p, q] += values[:, p, q]


def cells(windows: Array) -> Iterator[tuple[int, int]]:
    """(p, q) of each cell of a window. windows: (C, FH, FW, OH, OW, N)"""
    return product(range(windows.shape[1]), range(windows.shape[2]))


def in_groups(windows: Array) -> Iterator[slice]:
    """Slices of OH, each so small that a copy of these windows stays in the processor's cache."""
    bytes_each = windows[:, :, :, 0].size * windows.itemsize
    step = max(1, block_bytes(windows) // bytes_each)
    for start in range(0, windows.shape[3], step):
        yield slice(start, start + step)
