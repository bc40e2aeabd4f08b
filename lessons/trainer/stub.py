import numpy as np
from mine import clip_grads  # clip_grads(grads, max_grad): in place


def remove_duplicate(params, grads):
    """Given: two lists in which each array appears once

    A shared array gets the sum of its gradients.
    """
    arrays, sums = [], []
    for p, g in zip(params, grads):
        twin = next((i for i, q in enumerate(arrays) if np.shares_memory(p, q)), None)
        if twin is None:
            arrays.append(p)
            sums.append(g)
        else:  # the very same array, or a transposed view of it
            sums[twin] = sums[twin] + (g if p.strides == arrays[twin].strides else g.T)
    return arrays, sums


class Trainer:
    """Trains a model with an optimizer, batch by batch

    model.forward(x, t)  ->  the loss of the batch
    model.backward()     fills model.grads
    optimizer.update(params, grads)    in place
    """

    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer
        self.loss_list = []

    def step(self, x, t, max_grad=None):
        """One batch, one update  ->  the loss of the batch

        max_grad: clip the gradients to it, if given
        """
        raise NotImplementedError

    def fit(self, x, t, max_epoch=10, batch_size=32, max_grad=None, eval_interval=20):
        """max_epoch times through the shuffled data

        x: (N, D), t: (N, K). The mean of every
        eval_interval losses goes into self.loss_list.
        """
        raise NotImplementedError
