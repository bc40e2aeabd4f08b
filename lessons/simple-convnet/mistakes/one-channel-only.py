import numpy as np
from mine import Convolution
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        FN, _, F, _ = self.params["W1"].shape
        std = np.std(self.params["W1"])
        self.params["W1"] = std * np.random.randn(FN, 1, F, F)
        old = self.layers["Conv1"]
        self.layers["Conv1"] = Convolution(self.params["W1"], self.params["b1"], old.stride, old.pad)
