"""Runs against any module that defines col2im; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_call, check_function
from engine.checking.observations import attempt

# (N, C, H, W), filter height and width, stride, pad. The first ones need one thing less each: first no sum, then no frame.
CASES = {
    "one window": ((1, 1, 3, 2), 3, 2, 2, 0),
    "no overlaps": ((2, 3, 4, 9), 2, 3, 3, 0),
    "overlaps in a row": ((1, 1, 2, 5), 2, 3, 1, 0),
    "overlaps": ((1, 1, 4, 5), 2, 3, 1, 0),
    "overlaps in two images": ((2, 3, 3, 5), 2, 3, 1, 0),
    "overlaps with stride 2": ((2, 3, 5, 9), 3, 5, 2, 0),
    "overlaps and pixels left over": ((2, 2, 8, 6), 3, 4, 2, 0),
    "pad 1": ((2, 2, 3, 4), 2, 3, 1, 1),
    "pad 2 with stride 3": ((2, 3, 4, 7), 4, 5, 3, 2),
}


def checks(module, draw):
    for case, (shape, height, width, stride, pad) in CASES.items():
        yield from check_function(
            called(module, shape, height, width, stride, pad),
            args={"col": rows_of(shape, height, width, stride, pad)},
            case=case,
            draw=draw,
            variable="image",
        )
    yield from ones(module)
    yield from type_kept(module, draw("single", rows_of((1, 2, 3, 5), 2, 3)).astype(np.float32))


def ones(module):
    """The middle of the example, where four windows meet."""
    yield from check_call(
        lambda: module.col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)[0, 0, 1, 1], case="ones", variable="middle"
    )


def rows_of(shape, height, width, stride=1, pad=0):
    """The shape of the windows of such images, a row each."""
    N, C, H, W = shape
    places = [(size + 2 * pad - window) // stride + 1 for size, window in ((H, height), (W, width))]
    return (N * places[0] * places[1], C * height * width)


def called(module, shape, height, width, stride, pad):
    """Stride and pad are only handed over where they differ from the usual."""
    more = {name: value for name, value, usual in (("stride", stride, 1), ("pad", pad, 0)) if value != usual}
    return lambda col: module.col2im(col, shape, height, width, **more)


def type_kept(module, col):
    """The page's array of zeros is float64, whatever comes in."""
    found = attempt(lambda: str(module.col2im(col, (1, 2, 3, 5), 2, 3).dtype))
    yield Observation("float32/type of image/value", "forward", "same", found, beyond=True)
