import numpy as np
from mine import clip_grads


def remove_duplicate(params, grads):
    """Two lists in which each array appears once; a shared one gets the sum of its gradients."""
    arrays, sums = [], []
    for number, p in enumerate(params):
        g = grads[number]
        twin = next((i for i, q in enumerate(arrays) if np.shares_memory(p, q)), None)
        if twin is None:
            arrays.append(p)
            sums.append(g)
        else:  # the very same array, or a transposed view of it
            sums[twin] = sums[twin] + (g if p.strides == arrays[twin].strides else g.T)
    return arrays, sums


class Trainer:
    """Trains a model with an optimizer. The model has B2's forward and backward, or B1's loss and gradient."""

    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer
        self.loss_list = []

    def step(self, x, t, max_grad=None):
        """One batch, one update  ->  the loss of the batch"""
        loss, params, grads = self.gradients(x, t)
        if max_grad is not None:
            clip_grads(grads, max_grad)
        self.optimizer.update(params, grads)
        return loss

    def gradients(self, x, t):
        """The loss, and what the optimizer takes: two dicts, or two lists in which nothing appears twice"""
        model = self.model
        if isinstance(model.params, dict):
            return model.loss(x, t), model.params, model.gradient(x, t)
        loss = model.forward(x, t)
        model.backward()
        return loss, *remove_duplicate(model.params, model.grads)

    def fit(self, x, t, max_epoch=10, batch_size=32, max_grad=None, eval_interval=20):
        """max_epoch times through the data, reshuffled each time. x: (N, D), t: (N, K)"""
        losses = []
        for _ in range(max_epoch):
            order = np.random.permutation(len(x))
            for start in range(0, len(x), batch_size):
                rows = order[start : start + batch_size]
                losses.append(self.step(x[rows], t[rows], max_grad))
                if len(losses) == eval_interval:
                    self.loss_list.append(float(np.mean(losses)))
                    losses = []
            if losses:
                self.loss_list.append(float(np.mean(losses)))
                losses = []
