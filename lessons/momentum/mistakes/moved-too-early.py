import numpy as np
from solution import Momentum as Right


class Momentum(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.v is None:
            self.v = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            params[key] += self.v[key]
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
