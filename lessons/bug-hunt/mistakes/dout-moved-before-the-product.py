import numpy as np
from mine import gradient_check


def find_bug(layers, x, dout):
    inputs = {}
    for name, layer in layers.items():
        inputs[name] = x
        x = layer.forward(x)
    for name, layer in reversed(layers.items()):
        dx = dout = layer.backward(dout)
        pairs = [(inputs[name], dx)]
        if hasattr(layer, "W"):
            pairs += [(layer.W, layer.dW), (layer.b, layer.db)]
        f = lambda _: np.sum(layer.forward(inputs[name]) * dout)  # noqa: B023
        if max([gradient_check(f, value, grad) for value, grad in pairs], default=0) > 1e-4:
            return name
    return None
