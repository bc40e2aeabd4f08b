import numpy as np


class Adam:
    """W <- W - lr m' / (sqrt(v') + 1e-8), m' and v' means that make up for their start at 0; in a dict or in a list"""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m = None
        self.v = None

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
