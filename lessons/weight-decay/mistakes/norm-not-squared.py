import numpy as np
from solution import decayed_grads as decayed_grads


def decayed_loss(loss, params, weight_decay_lambda):
    norms = [np.sqrt(np.sum(value**2)) for name, value in params.items() if name.startswith("W")]
    return loss + weight_decay_lambda / 2 * sum(norms)
