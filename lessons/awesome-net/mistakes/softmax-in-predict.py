import numpy as np
from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def predict(self, x):
        x = super().predict(x)
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
