"""Runs against any module that defines Affine; yields what came out, by name."""

from engine.checking import check_call, check_layer


def checks(module, draw):
    for N in (3, 1, 7):
        yield from affine(module, draw, f"N={N}", x=(N, 4), D=4)
    yield from keeps_its_arrays(module, draw.at("updated"))
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


def keeps_its_arrays(module, draw):
    """An optimizer changes W and b in place: the layer must see it."""
    W, b = draw("W", (4, 5)), draw("b", 5)

    def updated():
        layer = module.Affine(W, b)
        W[...] -= draw("step of W", W.shape)
        b[...] -= draw("step of b", b.shape)
        return layer.forward(draw("x", (3, 4)))

    yield from check_call(updated, case="updated")
