import numpy as np
from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        for i in range(1, self.count + 1):
            self.params[f"b{i}"][...] = np.random.randn(len(self.params[f"b{i}"]))
