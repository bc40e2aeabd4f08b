import numpy as np


class RMSprop:
    """h <- decay h + (1 - decay) g^2,  W <- W - lr g / (sqrt(h) + 1e-7), in a dict or in a list"""

    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = None

    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.h is None:
            self.h = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.h[key] = self.decay_rate * self.h[key] + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
