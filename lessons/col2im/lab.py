"""Row after row goes back to its window, and where windows overlap the copies are counted."""

import numpy as np

from engine.figures import Board, Note, Pixels

H, W = 3, 4


def lab(module, draw, settings):
    height, width, stride, pad = (
        int(settings.filter_h),
        int(settings.filter_w),
        int(settings.stride),
        int(settings.pad),
    )
    OH, OW = ((size + 2 * pad - window) // stride + 1 for size, window in ((H, height), (W, width)))
    rows, columns = OH * OW, height * width

    def back(count):
        """What your col2im makes of ones in the first rows, and noughts in the others.  (H, W)"""
        col = np.zeros((rows, columns))
        col[:count] = 1
        return np.asarray(module.col2im(col, (1, 1, H, W), height, width, stride, pad), float)[0, 0]

    most = float(np.max(back(rows), initial=1.0))
    for k in range(rows):
        before, now = back(k), back(k + 1)
        shown = (
            Pixels(rows_so_far(rows, columns, k), title="col", palette="classes"),
            Pixels(now - before, title="this-row", low=0.0, high=1.0),
            Pixels(now, title="sums", low=0.0, high=most),
            Note("row" if k + 1 < rows else "all", {"k": k, "i": k // OW, "j": k % OW, "sums": written(now)}),
        )
        yield Board(shown, columns=3)


def rows_so_far(rows, columns, k):
    """0 for rows to come, 1 for those that are back, 2 for the one that goes now."""
    kinds = np.zeros((rows, columns))
    kinds[:k], kinds[k] = 1, 3
    return kinds


def written(sums):
    return " | ".join(" ".join(f"{number:g}" for number in row) for row in sums)
