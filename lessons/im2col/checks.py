"""Runs against any module that defines im2col; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_function
from engine.checking.observations import attempt

# (N, C, H, W), filter height and width, stride, pad. Heights and widths differ everywhere, and strides and windows.
CASES = {
    "one window": ((1, 1, 2, 3), 2, 3, 1, 0),
    "one row of windows": ((1, 1, 2, 5), 2, 3, 1, 0),
    "one image": ((1, 1, 4, 5), 2, 3, 1, 0),
    "two images": ((2, 1, 3, 5), 3, 2, 1, 0),
    "two channels": ((1, 2, 3, 5), 2, 3, 1, 0),
    "stride 2": ((2, 3, 5, 9), 3, 5, 2, 0),
    "stride 3, pixels left over": ((2, 2, 9, 6), 2, 1, 3, 0),
    "pad 1": ((2, 2, 3, 4), 2, 3, 1, 1),
    "stride 2, pad 2": ((2, 3, 4, 7), 3, 4, 2, 2),
}


def checks(module, draw):
    for case, (shape, height, width, stride, pad) in CASES.items():
        yield from check_function(
            called(module, height, width, stride, pad),
            args={"input_data": shape},
            case=case,
            draw=draw,
            variable="col",
        )
    yield from type_kept(module, draw("single", (1, 2, 3, 5)).astype(np.float32))


def called(module, height, width, stride, pad):
    """Stride and pad are only handed over where they differ from the usual."""
    more = {name: value for name, value, usual in (("stride", stride, 1), ("pad", pad, 0)) if value != usual}
    return lambda input_data: module.im2col(input_data, height, width, **more)


def type_kept(module, images):
    """The page's array of zeros is float64 whatever comes in: twice the memory, for one of a network's largest arrays."""
    found = attempt(lambda: str(module.im2col(images, 2, 3).dtype))
    yield Observation("float32 images/type of col/value", "forward", "same", found, beyond=True)
