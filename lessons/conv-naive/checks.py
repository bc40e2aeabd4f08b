"""Runs against any module that defines convolve; yields what came out, by name."""

from engine.checking import check_function

B = 0.75

# Channels, height and width of the image; of the filter: heights and widths differ. Then stride and pad.
CASES = {
    "one place": ((1, 2, 3), (2, 3), 1, 0),
    "one channel": ((1, 4, 6), (2, 3), 1, 0),
    "three channels": ((3, 5, 7), (3, 2), 1, 0),
    "pad 1": ((2, 4, 6), (2, 3), 1, 1),
    "stride 2": ((2, 7, 11), (3, 5), 2, 0),
    "stride 3, pixels left over": ((2, 9, 6), (2, 3), 3, 0),
    "stride 2, pad 2": ((3, 5, 8), (3, 4), 2, 2),
}


def checks(module, draw):
    for case, (image, (height, width), stride, pad) in CASES.items():
        yield from check_function(
            called(module, stride, pad),
            args={"x": image, "w": (image[0], height, width)},
            case=case,
            draw=draw,
        )


def called(module, stride, pad):
    """Stride and pad are only handed over where they differ from the usual."""
    more = {name: value for name, value, usual in (("stride", stride, 1), ("pad", pad, 0)) if value != usual}
    return lambda x, w: module.convolve(x, w, B, **more)
