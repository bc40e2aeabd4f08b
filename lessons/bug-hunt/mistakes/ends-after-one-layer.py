import numpy as np
from mine import gradient_check


def find_bug(layers, x, dout):
    inputs = {}
    for name, layer in layers.items():
        inputs[name] = x
        x = layer.forward(x)
    for name, layer in reversed(layers.items()):
        dx = layer.backward(dout)
        pairs = [(inputs[name], dx)]
        if hasattr(layer, "W"):
            layer.forward(inputs[name])
            layer.backward(dout)
            pairs += [(layer.W, layer.dW), (layer.b, layer.db)]
        f = lambda _, layer=layer, name=name, dout=dout: np.sum(dout * layer.forward(inputs[name]))
        if max(gradient_check(f, value, grad) for value, grad in pairs) > 1e-4:
            return name
        dout = dx
        return None
    return None
