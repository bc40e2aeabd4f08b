import numpy as np
from solution import Repeat as Right
from solution import Sum


class Repeat(Right):
    def forward(self, x):
        return np.repeat(x, self.n)
