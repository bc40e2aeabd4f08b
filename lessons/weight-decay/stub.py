import numpy as np


def decayed_loss(loss, params, weight_decay_lambda):
    """The loss with the penalty: one number

    loss: one number
    params: {"W1": array, "b1": array, "W2": ...}
    """
    raise NotImplementedError


def decayed_grads(grads, params, weight_decay_lambda):
    """The gradients of that: a new dict, names as in grads

    grads: {"W1": dL/dW1, "b1": dL/db1, ...} without decay
    params: {"W1": array, "b1": array, ...}
    """
    raise NotImplementedError
