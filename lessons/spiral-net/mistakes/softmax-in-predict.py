import numpy as np
from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def predict(self, x):
        scores = super().predict(x)
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, x, t):
        return self.loss_layer.forward(super().predict(x), t)
