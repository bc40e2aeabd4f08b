import numpy as np
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        for name in ("W1", "W2", "W3"):
            W = self.params[name]
            W[...] = 0.01 * np.random.randn(*W.shape)
