import numpy as np
from solution import Sigmoid as Right


class Sigmoid(Right):
    def forward(self, x):
        self.out = 1 / (1 + np.exp(x))
        return self.out
