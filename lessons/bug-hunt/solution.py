import numpy as np
from mine import gradient_check


def find_bug(layers, x, dout):
    """The name of the layer whose backward is wrong,
    or None

    layers: {"Affine1": layer, "Relu1": layer, ...} in
    the order of the flow; some have W, b, dW, db
    x: (N, D), the input of the first. dout: as the
    output of the last
    """
    inputs = {}
    for name, layer in layers.items():
        inputs[name] = x
        x = layer.forward(x)
    for name, layer in reversed(layers.items()):
        dx = layer.backward(dout)
        if error_of(layer, inputs[name], dout, dx) > 1e-4:
            return name
        dout = dx
    return None


def error_of(layer, x, dout, dx):
    """The largest error of a layer's gradients, asked alone: dx, and dW and db where it has them"""
    pairs = [(x, dx)]
    if hasattr(layer, "W"):
        layer.forward(x)
        layer.backward(dout)  # once more: who adds gradients up is right the first time only
        pairs += [(layer.W, layer.dW), (layer.b, layer.db)]
    return max(gradient_check(lambda _: np.sum(dout * layer.forward(x)), value, grad) for value, grad in pairs)
