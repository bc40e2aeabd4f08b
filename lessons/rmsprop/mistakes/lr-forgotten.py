import numpy as np
from solution import RMSprop as Right


class RMSprop(Right):
    def update(self, params, grads):
        keys = list(params) if isinstance(params, dict) else range(len(params))
        if self.h is None:
            self.h = {key: np.zeros_like(params[key]) for key in keys}
        for key in keys:
            self.h[key] = self.decay_rate * self.h[key] + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= grads[key] / (np.sqrt(self.h[key]) + 1e-7)
