import numpy as np


class Momentum:
    """v <- momentum v - lr dL/dW,  W <- W + v"""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None  # a velocity for each parameter

    def update(self, params, grads):
        """One step, in place. params, grads: dicts"""
        if self.v is None:
            self.v = {key: np.zeros_like(p) for key, p in params.items()}
        raise NotImplementedError
