import numpy as np
from solution import Adam as Right


class Adam(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.m is None:
            self.m = {key: np.zeros_like(params[key]) for key in keys}
            self.v = {key: np.zeros_like(params[key]) for key in keys}
        self.iter += 1
        for key in keys:
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * self.m[key] ** 2
            m = self.m[key] / (1 - self.beta1**self.iter)
            v = self.v[key] / (1 - self.beta2**self.iter)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-8)
