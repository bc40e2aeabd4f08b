import numpy as np


class RMSprop:
    """AdaGrad that forgets"""

    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = None  # a mean of squares for each weight

    def update(self, params, grads):
        """One step, in place. params, grads: dicts"""
        if self.h is None:
            self.h = {key: np.zeros_like(p) for key, p in params.items()}
        raise NotImplementedError
