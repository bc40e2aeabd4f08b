import numpy as np
from solution import Adam as Right


class Adam(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.m is None:
            self.m = {key: np.zeros_like(params[key]) for key in keys}
            self.v = {key: np.zeros_like(params[key]) for key in keys}
        self.iter += 1
        self.lr *= np.sqrt(1 - self.beta2**self.iter) / (1 - self.beta1**self.iter)
        for key in keys:
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * grads[key] ** 2
            params[key] -= self.lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-8)
