"""Windows that slide over images: the one idea behind convolution, pooling, im2col and col2im (B1 7.2, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from engine import expect
from engine.backend import Array, block_bytes, xp_of

CellPlace: TypeAlias = tuple[slice, slice, slice]


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
    windows = sliding_windows(pad_images(channels_last(input_data), pad), filter_h, filter_w, stride)
    N, OH, OW = windows.shape[:3]
    return windows.transpose(0, 1, 2, 5, 3, 4).reshape(N * OH * OW, -1)


def col2im(col: Array, input_shape: tuple[int, ...], filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> Array:
    """Every row back to its window, and the sum where windows overlap. (N OH OW, C FH FW) -> (N, C, H, W)

    The transpose of im2col, and not its inverse: <im2col(x), col> = <x, col2im(col)>, so it is im2col's backward.
    """
    N, C, H, W = input_shape
    OH, OW = window_count(H + 2 * pad, filter_h, stride), window_count(W + 2 * pad, filter_w, stride)
    if col.shape != (N * OH * OW, C * filter_h * filter_w):
        wanted = (N * OH * OW, C * filter_h * filter_w)
        raise ValueError(f"col2im: col is {col.shape} but windows of {input_shape} make {wanted}")
    windows = col.reshape(N, OH, OW, C, filter_h, filter_w)
    image = xp_of(col).zeros((N, H + 2 * pad, W + 2 * pad, C), dtype=col.dtype)
    for p, q, place in cells(filter_h, filter_w, OH, OW, stride):
        image[place] += windows[..., p, q]
    return channels_first(unpad_images(image, pad))


def window_count(size: int, window: int, stride: int) -> int:
    """How many windows fit along an axis. Raises ValueError where there is none."""
    if window < 1 or stride < 1:
        raise ValueError(f"window {window}, stride {stride}: both must be at least 1")
    if size < window:
        raise ValueError(f"window {window} is larger than the padded image, {size}: use a smaller window or more pad")
    return (size - window) // stride + 1


def channels_last(x: Array) -> Array:
    """(N, C, H, W) -> (N, H, W, C) with a pixel's channels side by side: a copy, unless they lie so already.

    They do after a convolution here: `channels_first` only renames the axes and moves nothing in memory.
    """
    return xp_of(x).ascontiguousarray(x.transpose(0, 2, 3, 1))


def channels_first(x: Array) -> Array:
    """(N, H, W, C) -> (N, C, H, W), a view."""
    return x.transpose(0, 3, 1, 2)


def pad_images(x: Array, pad: int, value: float = 0) -> Array:
    """A frame of `pad` pixels. x: (N, H, W, C) -> (N, H + 2 pad, W + 2 pad, C)"""
    if pad == 0:
        return x
    if pad < 0:
        raise ValueError(f"pad {pad}: it must not be negative")
    N, H, W, C = x.shape
    framed = xp_of(x).full((N, H + 2 * pad, W + 2 * pad, C), value, dtype=x.dtype)
    framed[:, pad : pad + H, pad : pad + W] = x
    return framed


def unpad_images(x: Array, pad: int) -> Array:
    """Without its frame. x: (N, H + 2 pad, W + 2 pad, C) -> (N, H, W, C), a view"""
    return x[:, pad : x.shape[1] - pad, pad : x.shape[2] - pad]


def sliding_windows(x: Array, window_h: int, window_w: int, stride: int) -> Array:
    """All windows, without copying a pixel. x: (N, H, W, C) -> (N, OH, OW, FH, FW, C), a view

    One step of a window is `stride` pixels in memory, one step inside it is one pixel: that is all a view needs to know.
    """
    N, H, W, C = x.shape
    n, h, w, c = x.strides
    OH, OW = window_count(H, window_h, stride), window_count(W, window_w, stride)
    shape, steps = (N, OH, OW, window_h, window_w, C), (n, h * stride, w * stride, h, w, c)
    return xp_of(x).lib.stride_tricks.as_strided(x, shape, steps)


def as_rows(windows: Array) -> Array:
    """Each window as a row, copied. (n, OH, OW, FH, FW, C) -> (n OH OW, FH FW C)

    A copy is fast along what lies side by side in memory: a pixel's channels, or where there is but one, an image's row.
    """
    n, OH, OW, FH, FW, C = windows.shape
    if C == 1:
        return windows.transpose(3, 4, 5, 0, 1, 2).reshape(FH * FW, n * OH * OW).T
    return windows.reshape(n * OH * OW, FH * FW * C)


def cells(window_h: int, window_w: int, OH: int, OW: int, stride: int) -> Iterator[tuple[int, int, CellPlace]]:
    """For each cell (p, q) of a window: where that cell lies in the images (N, H, W, C), for all windows at once."""
    for p in range(window_h):
        for q in range(window_w):
            yield p, q, (slice(None), slice(p, p + stride * OH, stride), slice(q, q + stride * OW, stride))


def in_groups(batch: Array) -> Iterator[slice]:
    """Slices of the batch, each so small that a copy of it (of its windows, its images) stays in the processor's cache."""
    bytes_each = batch[0].size * batch.itemsize
    step = max(1, block_bytes(batch) // bytes_each)
    for start in range(0, len(batch), step):
        yield slice(start, start + step)
