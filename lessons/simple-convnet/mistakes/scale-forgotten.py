import numpy as np
from solution import SimpleConvNet as Right


class SimpleConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.params["W1"][...] = np.random.randn(*self.params["W1"].shape)
