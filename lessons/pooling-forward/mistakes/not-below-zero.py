import numpy as np
from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        return np.maximum(super().forward(x), 0)
