import numpy as np
from mine import gradient_check


def find_bug(layers, x, dout):
    def loss(_):
        y = x
        for layer in layers.values():
            y = layer.forward(y)
        return np.sum(dout * y)

    loss(x)
    back = dout
    for layer in reversed(layers.values()):
        back = layer.backward(back)
    for name, layer in layers.items():
        if not hasattr(layer, "W"):
            continue
        if gradient_check(loss, layer.W, layer.dW) > 1e-4 or gradient_check(loss, layer.b, layer.db) > 1e-4:
            return name
    return None
