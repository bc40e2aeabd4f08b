import numpy as np


class Momentum:
    """v <- momentum v - lr dL/dW,  W <- W + v, in a dict or in a list"""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.v is None:
            self.v = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]
