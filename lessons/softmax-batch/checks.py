"""Runs against any module that defines softmax; yields what came out for batches, by name."""

from engine.checking import beyond, check_function

RTOL = 1e-6  # leaves room for a 1e-7 that somebody adds to the sum

# Each row has its own maximum: one subtracted from all rows leaves nothing of the second.
FAR_APART = [[1003.0, 1000.0, 1001.0], [-1.0, 2.0, 0.0]]

WIDE = [[1000.0, 0.0, -1000.0, 999.0], [-1000.0, -2000.0, 0.0, 1.0]]  # more than exp can span, within one row


def checks(module, draw):
    for N in (3, 1, 7):
        yield from softmax(module, draw, f"N={N}", (N, 5))
    yield from softmax(module, draw, "N=4, K=4", (4, 4))
    yield from softmax(module, draw, "rows far apart", FAR_APART)
    yield from softmax(module, draw, "scores far apart", WIDE, "y of scores far apart")
    yield from beyond(softmax(module, draw, "one datum", (5,)))
    yield from beyond(softmax(module, draw, "whole numbers", [[3, 0, 1], [0, 2, 2]]))


def softmax(module, draw, case, x, variable="y"):
    call = lambda given: module.softmax(given)
    return check_function(call, args={"x": x}, case=case, draw=draw, variable=variable, rtol=RTOL)
