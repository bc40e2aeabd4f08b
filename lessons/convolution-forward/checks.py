"""Runs against any module that defines Convolution; yields what came out of its forward, by name."""

from engine.checking import beyond, check_call, check_function, check_updated

C, FN = 3, 5
CASES = (  # N, (H, W), (FH, FW), options: no image and no filter is square, and where the stride is 2 pixels are left over
    ("no stride, no pad", 2, (5, 7), (2, 3), {}),
    ("one image", 1, (5, 3), (3, 2), {"stride": 2}),
    ("stride=2", 2, (6, 9), (3, 2), {"stride": 2}),
    ("pad=1", 3, (4, 6), (3, 2), {"pad": 1}),
    ("stride=2, pad=1", 2, (5, 8), (2, 3), {"stride": 2, "pad": 1}),
)


def checks(module, draw):
    for case, N, size, window, options in CASES:
        yield from check_function(
            lambda x, W, b, options=options: module.Convolution(W, b, **options).forward(x),
            args={"x": (N, C, *size), "W": (FN, C, *window), "b": (FN,)},
            case=case,
            draw=draw,
        )
    yield from next_batch(module, draw.at("next batch"))
    yield from check_updated(
        make=lambda W, b: module.Convolution(W, b), weights={"W": (FN, C, 2, 3), "b": (FN,)}, x=(2, C, 4, 5), draw=draw
    )
    yield from beyond(no_bias(module, draw.at("b=0")))


def next_batch(module, source):
    """The same layer, then other images: more of them, and larger ones."""

    def forward():
        layer = module.Convolution(source("W", (FN, C, 2, 3)), source("b", (FN,)))
        layer.forward(source("x", (1, C, 4, 5)))
        return layer.forward(source("other x", (2, C, 5, 7)))

    return check_call(forward, case="next batch")


def no_bias(module, source):
    """The books hand in the number 0 where there is no bias."""
    W, x = source("W", (FN, C, 2, 3)), source("x", (2, C, 4, 5))
    return check_call(lambda: module.Convolution(W, 0).forward(x), case="b=0")
