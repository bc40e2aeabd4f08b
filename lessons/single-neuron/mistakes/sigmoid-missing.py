import numpy as np
from solution import Neuron as Right


class Neuron(Right):
    def forward(self, x, t):
        super().forward(x, t)
        self.y = np.sum(self.w * x) + self.b
        return 0.5 * (self.y - t) ** 2
