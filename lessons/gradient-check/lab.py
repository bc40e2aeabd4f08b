"""A weight gradient with a fault of your choice, beside the numerical one: the gap as a picture, the error as a number."""

import numpy as np

from engine.figures import Board, Note, Pixels
from engine.gradients import numerical_gradient
from engine.layers import Affine

FAULTS = ("right", "one-element", "sign", "averaged", "single")
N, D, M = 3, 6, 8


def lab(module, draw, settings):
    fault, scale = FAULTS[int(settings.fault)], 10.0**settings.power
    dtype = np.float32 if fault == "single" else np.float64
    x, W, b, v = (draw(*drawn).astype(dtype) for drawn in (("x", (N, D)), ("W", (D, M)), ("b", M), ("v", (N, M))))
    layer = Affine(W, b)

    def loss(_):
        return scale * np.sum(v * layer.forward(x))

    loss(W)
    layer.backward((scale * v).astype(dtype))
    grad = spoilt(layer.dW, fault)
    numerical = numerical_gradient(loss, layer.W)
    facts = {"error": float(module.gradient_check(loss, layer.W, grad)), "gap": float(np.max(np.abs(grad - numerical)))}
    pictures = [picture(*named, scale) for named in (("grad", grad), ("numerical", numerical), ("gap", grad - numerical))]
    yield Board((*pictures, Note(fault, facts)), columns=3)


def spoilt(dW, fault):
    match fault:
        case "one-element":
            dW = dW.copy()
            dW[np.unravel_index(np.argmax(np.abs(dW)), dW.shape)] *= 2 / 3
        case "sign":
            dW = -dW
        case "averaged":
            dW = dW / N
    return dW


def picture(title, image, scale):
    return Pixels(image, title=title, palette="diverging", low=-4 * scale, high=4 * scale)
