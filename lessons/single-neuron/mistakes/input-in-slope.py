import numpy as np
from solution import Neuron as Right


class Neuron(Right):
    def backward(self):
        a = np.sum(self.w * self.x) + self.b
        da = (self.y - self.t) * a * (1 - a)
        self.dw, self.db = da * self.x, da
        return da * self.w
