import numpy as np


def decayed_loss(loss, params, weight_decay_lambda):
    """The loss with the penalty, lambda / 2 times the sum of all squared weights; biases are free"""
    squares = 0.0
    for name, value in params.items():
        if name.startswith("W"):
            squares += np.linalg.norm(value, 2) ** 2
    return loss + weight_decay_lambda / 2 * squares


def decayed_grads(grads, params, weight_decay_lambda):
    """The gradients of that: lambda W more for each W, the same for a bias"""
    decayed = {}
    for name, grad in grads.items():
        decayed[name] = grad + weight_decay_lambda * params[name] if name.startswith("W") else grad
    return decayed
