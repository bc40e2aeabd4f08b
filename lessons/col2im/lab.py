"""Row after row goes back to its window: each pixel's copies have its colour, and where windows overlap they are counted."""

from colorsys import hsv_to_rgb

import numpy as np

from engine.figures import Board, Note, Pixels
from engine.layers.windows import im2col

H, W = 3, 4
HELD = 6  # frames for each row: an eye takes longer than a tenth of a second
MOST = 14  # rows that are shown: a small screen has no room for more
DIMMED = 0.22  # how much darker each row of pixels is than the one above
GONE = 0.3  # how bright a row still is that is back already
EMPTY = (24, 24, 24)  # where this row brings nothing
FRAME = (70, 70, 70)  # the colour of a cell that belongs to the frame
COLOURS = np.array(
    [[round(255 * part) for part in hsv_to_rgb(w / W, 0.9, 1 - DIMMED * h)] for h in range(H) for w in range(W)]
)


def lab(module, draw, settings):
    window = int(settings.filter_h), int(settings.filter_w), int(settings.stride), int(settings.pad)
    cells = im2col(np.arange(1.0, H * W + 1).reshape(1, 1, H, W), *window).astype(int)  # which pixel each one comes from

    def back(count):
        """What your col2im makes of ones in the first rows, and noughts in the others.  (H, W)"""
        col = np.zeros(cells.shape)
        col[:count] = 1
        return np.asarray(module.col2im(col, (1, 1, H, W), *window), float)[0, 0]

    rows, across = len(cells), (W + 2 * window[3] - window[1]) // window[2] + 1
    most = float(np.max(back(rows), initial=1.0))
    for k in range(rows):
        now = back(k + 1)
        shown = (
            rows_so_far(cells, k),
            Pixels(arrived(now - back(k)), title="this-row"),
            Pixels(now, title="sums", low=0.0, high=most),
            Note("row" if k + 1 < rows else "all", {"k": k, "i": k // across, "j": k % across, "sums": written(now)}),
        )
        yield from [Board(shown, columns=3)] * HELD


def rows_so_far(cells, k):
    """The rows in their pixels' colours: darker those that are back, with dots the one that goes now."""
    image = np.array([FRAME, *COLOURS])[cells].astype(float)
    image[:k] *= GONE
    first = min(max(0, k + 1 - MOST // 2), max(0, len(cells) - MOST))
    dots = tuple((k - first, column, 0) for column in range(cells.shape[1]))
    return Pixels(image[first : first + MOST].astype(np.uint8), title="col", points=dots)


def arrived(brought):
    """The pixels that got something, in their colours.  (H, W, 3)"""
    return np.where(brought[:, :, None] != 0, COLOURS.reshape(H, W, 3), EMPTY).astype(np.uint8)


def written(sums):
    return " | ".join(" ".join(f"{number:g}" for number in row) for row in sums)
