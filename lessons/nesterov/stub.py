import numpy as np


class Nesterov:
    """Momentum that looks ahead"""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None  # a velocity for each parameter

    def update(self, params, grads):
        """One step, in place. params, grads: dicts"""
        if self.v is None:
            self.v = {key: np.zeros_like(p) for key, p in params.items()}
        raise NotImplementedError
