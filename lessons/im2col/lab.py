"""Window after window becomes a row: each pixel has a colour of its own, in the image and wherever a copy of it goes."""

from colorsys import hsv_to_rgb

import numpy as np

from engine.figures import Board, Note, Pixels

H, W = 3, 4
HELD = 6  # frames for each row: an eye takes longer than a tenth of a second
MOST = 14  # rows that are shown: a small screen has no room for more
FRAME = (70, 70, 70)  # the colour of a zero of the frame
DIMMED = 0.22  # how much darker each row of pixels is than the one above


def lab(module, draw, settings):
    C, height, width, stride, pad = (
        int(settings.channels),
        int(settings.filter_h),
        int(settings.filter_w),
        int(settings.stride),
        int(settings.pad),
    )
    numbers = np.arange(1.0, C * H * W + 1).reshape(1, C, H, W)  # 0 is the frame
    framed = np.pad(numbers, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.asarray(module.im2col(numbers.copy(), height, width, stride, pad))
    places = list(
        np.ndindex(*((size - window) // stride + 1 for size, window in zip(framed.shape[2:], (height, width), strict=True)))
    )
    for k, (i, j) in enumerate(places):
        window = [(i * stride + p, j * stride + q, 0) for p, q in np.ndindex(height, width)]
        pictures = [Pixels(coloured(framed[0, c], C), title=f"channel-{c}", points=tuple(window)) for c in range(C)]
        first = max(0, k + 1 - MOST)
        marks = tuple((k - first, column, 0) for column in range(col.shape[1]))
        rows = Pixels(coloured(col[first : k + 1], C), title="col", points=marks)
        yield from [Board((*pictures, rows, Note("row", facts(col, k, i, j))), columns=C + 1)] * HELD


def coloured(numbers, channels):
    """Numbers of pixels as their colours, (rows, columns, 3)."""
    colours = np.array([FRAME, *(colour(*place) for place in np.ndindex(channels, H, W))])
    return colours[np.clip(np.rint(numbers), 0, len(colours) - 1).astype(int)].astype(np.uint8)


def colour(channel, row, column):
    """The hue tells the column, the brightness the row; channel 1 is paler."""
    rgb = hsv_to_rgb(column / W, 0.45 if channel else 0.9, 1 - DIMMED * row)
    return [round(255 * part) for part in rgb]


def facts(col, k, i, j):
    row = " ".join(f"{number:g}" for number in col[k])
    return {"k": k, "i": i, "j": j, "row": row, "rows": col.shape[0], "columns": col.shape[1]}
