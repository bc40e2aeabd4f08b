"""Runs against any module that defines Convolution: db, dW and dx, each on its own, then everything at once."""

from engine.checking import check_alone, check_function, check_layer

C, FN = 3, 4
CASES = (  # N, (H, W), (FH, FW), options: no image and no filter is square, and where the stride is 2 pixels are left over
    ("no stride, no pad", 2, (6, 8), (2, 3), {}),
    ("one image", 1, (5, 3), (3, 2), {"stride": 2}),
    ("stride=2", 3, (6, 9), (3, 2), {"stride": 2}),
    ("pad=1", 2, (4, 6), (3, 2), {"pad": 1}),
    ("stride=2, pad=1", 2, (5, 8), (2, 3), {"stride": 2, "pad": 1}),
)


def checks(module, draw):
    yield from forward(module, draw)
    for variable in ("b", "W"):
        yield from check_alone(**layer(module, *CASES[0][1:]), variable=variable, case=f"d{variable} alone", draw=draw)
    for case, *plan in CASES:
        yield from check_layer(**layer(module, *plan), case=case, draw=draw)


def forward(module, draw):
    """It has passed already, but it may be changed here."""
    plan = layer(module, *CASES[-1][1:])

    def call(x, W, b):
        return plan["make"](W, b).forward(x)

    return check_function(call, args=plan["args"], case="forward", draw=draw)


def layer(module, N, size, window, options):
    return {
        "make": lambda W, b: module.Convolution(W, b, **options),
        "args": {"x": (N, C, *size), "W": (FN, C, *window), "b": (FN,)},
        "grads": {"W": "dW", "b": "db"},
    }
