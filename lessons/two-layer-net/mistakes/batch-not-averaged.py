import numpy as np
from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def gradient(self, x, t):
        scores = self.predict(x)
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        dout = e / e.sum(axis=1, keepdims=True) - t
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        affine1, affine2 = self.layers["Affine1"], self.layers["Affine2"]
        return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}
