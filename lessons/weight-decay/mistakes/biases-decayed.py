import numpy as np


def decayed_loss(loss, params, weight_decay_lambda):
    return loss + weight_decay_lambda / 2 * sum(np.sum(value**2) for value in params.values())


def decayed_grads(grads, params, weight_decay_lambda):
    return {name: grad + weight_decay_lambda * params[name] for name, grad in grads.items()}
