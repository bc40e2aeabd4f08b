import numpy as np
from solution import Nesterov as Right


class Nesterov(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.v is None:
            self.v = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += (1 + self.momentum) * self.v[key] - self.lr * grads[key]
