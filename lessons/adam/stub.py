import numpy as np


class Adam:
    """Momentum's mean of gradients over RMSprop's root"""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0  # how many steps have been made
        self.m = None  # a mean of gradients for each weight
        self.v = None  # a mean of their squares

    def update(self, params, grads):
        """One step, in place. params, grads: dicts"""
        if self.m is None:
            self.m = {key: np.zeros_like(p) for key, p in params.items()}
            self.v = {key: np.zeros_like(p) for key, p in params.items()}
        raise NotImplementedError
