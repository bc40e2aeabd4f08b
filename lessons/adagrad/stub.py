import numpy as np


class AdaGrad:
    """A learning rate of its own for each weight"""

    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None  # a sum of squares for each weight

    def update(self, params, grads):
        """One step, in place. params, grads: dicts"""
        if self.h is None:
            self.h = {key: np.zeros_like(p) for key, p in params.items()}
        raise NotImplementedError
