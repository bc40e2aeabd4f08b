import numpy as np
from solution import AddLayer as Right


class AddLayer(Right):
    def backward(self, dout):
        return np.ones_like(dout), np.ones_like(dout)
