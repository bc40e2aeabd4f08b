import numpy as np
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def predict(self, x):
        scores = super().predict(x)
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
