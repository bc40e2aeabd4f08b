import numpy as np
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        for name in ("W2", "W3"):
            W = self.params[name]
            n_in = W[0].size if W.ndim == 4 else len(W)
            W[...] = np.sqrt(2 / n_in) * np.random.randn(*W.shape)
