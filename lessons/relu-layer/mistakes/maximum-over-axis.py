import numpy as np
from solution import Relu as Right


class Relu(Right):
    def forward(self, x):
        super().forward(x)
        return np.max(x, 0)
