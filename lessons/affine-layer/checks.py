"""Runs against any module that defines Affine; yields what came out, by name."""

from engine.checking import check_layer, check_updated


def checks(module, draw):
    for N in (3, 1, 7):
        yield from affine(module, draw, f"N={N}", x=(N, 4), D=4)
    yield from check_updated(make=lambda W, b: module.Affine(W, b), weights={"W": (4, 5), "b": (5,)}, x=(3, 4), draw=draw)
    yield from affine(module, draw, "images", x=(2, 3, 1, 4), D=12, beyond=True)


def affine(module, draw, case, *, x, D, beyond=False):
    return check_layer(
        make=lambda W, b: module.Affine(W, b),
        args={"x": x, "W": (D, 5), "b": (5,)},
        grads={"W": "dW", "b": "db"},
        case=case,
        draw=draw,
        beyond=beyond,
    )
