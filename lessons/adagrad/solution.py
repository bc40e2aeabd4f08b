import numpy as np


class AdaGrad:
    """h <- h + g^2,  W <- W - lr g / (sqrt(h) + 1e-7), in a dict or in a list"""

    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.h is None:
            self.h = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
