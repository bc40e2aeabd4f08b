import numpy as np
from mine import Affine
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        rows, hidden = self.params["W2"].shape
        std = np.std(self.params["W2"])
        self.params["W2"] = std * np.random.randn(4 * rows, hidden)
        self.layers["Affine1"] = Affine(self.params["W2"], self.params["b2"])
