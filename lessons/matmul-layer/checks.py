"""Runs against any module that defines MatMul; yields what came out, by name."""

from engine.checking import beyond, check_call, check_layer, check_updated

D, M = 4, 5


def checks(module, draw):
    for N in (3, 1, 7):
        yield from check_layer(
            make=lambda W: module.MatMul(W),
            args={"x": (N, D), "W": (D, M)},
            grads={"W": "dW"},
            case=f"N={N}",
            draw=draw,
        )
    yield from check_updated(make=lambda W: module.MatMul(W), weights={"W": (D, M)}, x=(3, D), draw=draw)
    yield from beyond(keeps_its_gradient(module, draw.at("held")))


def keeps_its_gradient(module, draw):
    """Book 2 only: an optimizer may hold the array in `grads` from the beginning."""

    def still_the_same():
        layer = module.MatMul(draw("W", (D, M)))
        held = list(getattr(layer, "grads", []))
        layer.forward(draw("x", (3, D)))
        layer.backward(draw("dout", (3, M)))
        same = all(now is before for now, before in zip(getattr(layer, "grads", []), held, strict=False))
        return "the array from before" if same else "another array"

    yield from check_call(still_the_same, case="held", variable="grads[0] after backward")
