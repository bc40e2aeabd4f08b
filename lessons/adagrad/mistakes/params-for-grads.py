import numpy as np
from solution import AdaGrad as Right


class AdaGrad(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.h is None:
            self.h = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.h[key] = self.h[key] + params[key] * params[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
