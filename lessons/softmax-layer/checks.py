"""Runs against any module that defines Softmax; yields what came out, by name."""

from engine.checking import check_layer

FAR_APART = [[1000.0, 0.0, -1000.0], [-1000.0, -1001.0, -1003.0]]
RTOL = 1e-6  # leaves room for a small number that somebody adds to the sum


def checks(module, draw):
    for N in (3, 1, 7):
        yield from softmax(module, draw, f"N={N}", (N, 5))
    yield from softmax(module, draw, "far apart", FAR_APART)
    yield from softmax(module, draw, "one datum", (5,), beyond=True)


def softmax(module, draw, case, x, *, beyond=False):
    return check_layer(make=lambda: module.Softmax(), args={"x": x}, case=case, draw=draw, rtol=RTOL, beyond=beyond)
